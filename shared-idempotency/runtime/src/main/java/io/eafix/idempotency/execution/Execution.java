package io.eafix.idempotency.execution;

import io.smallrye.common.vertx.ContextLocals;
import java.util.Optional;
import java.util.UUID;

/**
 * The execution that runs on this Vert.x context.
 *
 * @param executionId names the execution to the outside
 * @param key storage key
 * @param operation what it is called
 * @param fence fencing token of this owner
 */
public record Execution(UUID executionId, String key, String operation, long fence) {

  private static final String LOCAL = Execution.class.getName();

  /** The execution that runs here, if one does. */
  public static Optional<Execution> current() {
    return ContextLocals.get(LOCAL);
  }

  void enter() {
    ContextLocals.put(LOCAL, this);
  }

  static void leave() {
    ContextLocals.remove(LOCAL);
  }
}
