package io.eafix.idempotency.saga;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of the client that starts sagas. */
@ConfigMapping(prefix = "eafix.saga-client")
public interface SagaClientConfig {

  /** Longest wait for an answer, in milliseconds. */
  @WithDefault("5000")
  int timeoutMs();

  /** Most connections to the orchestrator. */
  @WithDefault("16")
  int connectionsMax();

  /** Most starts that may wait for a connection. */
  @WithDefault("1024")
  int waitingMax();
}
