package io.eafix.idempotency.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Configuration of the outbox's writing side. */
@ConfigMapping(prefix = "eafix.outbox")
public interface OutboxConfig {

  /**
   * CloudEvents source of this service's events; {@code urn:eafix:<application name>} if absent.
   */
  Optional<String> source();

  /** Largest payload of an event, in bytes; a larger one fails the transaction that writes it. */
  @WithDefault("900000")
  int payloadBytesMax();

  /** Most events of one call of the writer. */
  @WithDefault("1000")
  int eventsMax();

  /** Hints to the relay that there is something to publish. */
  Hint hint();

  /** Hints to the relay; without them it finds events by polling. */
  interface Hint {

    /** Whether hints are sent. */
    @WithDefault("true")
    boolean enabled();

    /**
     * Time from a write to its hint, in milliseconds, in which the writing transaction is expected
     * to commit; hints of all writes in this time are one.
     */
    @WithDefault("5")
    int delayMs();
  }
}
