package io.eafix.execution.sender;

import io.eafix.execution.config.ExecutionConfig;
import java.util.Optional;

/**
 * What may be sent to one venue.
 *
 * @param messagesPerSecondMax most messages a second, on average
 * @param burstMax most messages at once after a pause
 * @param indefiniteMax so many messages in a row without a definite answer open the breaker
 * @param pauseMs milliseconds for which the breaker stays open; then one message tries
 */
record GateLimits(int messagesPerSecondMax, int burstMax, int indefiniteMax, long pauseMs) {

  /**
   * Checks the limits.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  GateLimits {
    positive("messages-per-second-max", messagesPerSecondMax);
    positive("burst-max", burstMax);
    positive("indefinite-max", indefiniteMax);
    positive("pause-ms", pauseMs);
  }

  /** The venue's own limits, and those of all venues where it has none. */
  static GateLimits of(ExecutionConfig config, String venue) {
    ExecutionConfig.Gate all = config.gate();
    Optional<ExecutionConfig.VenueGate> own =
        Optional.ofNullable(config.venues().get(venue)).map(ExecutionConfig.OfVenue::gate);
    return new GateLimits(
        own.flatMap(ExecutionConfig.VenueGate::messagesPerSecondMax)
            .orElse(all.messagesPerSecondMax()),
        own.flatMap(ExecutionConfig.VenueGate::burstMax).orElse(all.burstMax()),
        own.flatMap(ExecutionConfig.VenueGate::indefiniteMax).orElse(all.indefiniteMax()),
        own.flatMap(ExecutionConfig.VenueGate::pauseMs).orElse(all.pauseMs()));
  }

  private static void positive(String entry, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "eafix.execution gate." + entry + " is " + value + "; it must be positive");
    }
  }
}
