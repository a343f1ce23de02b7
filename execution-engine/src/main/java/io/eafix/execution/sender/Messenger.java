package io.eafix.execution.sender;

import io.eafix.execution.config.ExecutionConfig;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.Venue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Sends one claimed message, once. Every way in which that can end is a {@link SendOutcome}; what
 * is not known to be anything else is {@link SendOutcome.Indeterminate}.
 */
@ApplicationScoped
class Messenger {
  private final ExecutionConfig config;

  Messenger(ExecutionConfig config) {
    this.config = config;
  }

  /**
   * Sends and waits for the answer at most its time. Never fails.
   *
   * @param claimedNanos {@link System#nanoTime()} before the claim was made
   */
  Uni<SendOutcome> send(Venue venue, Claim claim, long claimedNanos) {
    Duration age = Duration.ofNanos(System.nanoTime() - claimedNanos);
    if (age.toMillis() > config.sender().startMaxMs()) {
      // A process that was paused here must not send after others began to seek evidence.
      return Uni.createFrom()
          .item(new SendOutcome.NotSent("Too late to begin: " + age.toMillis() + " ms"));
    }
    if (!venue.ready()) {
      return Uni.createFrom().item(new SendOutcome.NotSent("The venue is not connected"));
    }
    return Uni.createFrom()
        .deferred(() -> message(venue, claim))
        .ifNoItem()
        .after(Duration.ofMillis(config.sender().answerTimeoutMs()))
        .recoverWithItem(
            () ->
                new SendOutcome.Indeterminate(
                    "No answer within " + config.sender().answerTimeoutMs() + " ms"))
        .onFailure()
        .recoverWithItem(failure -> new SendOutcome.Indeterminate(String.valueOf(failure)));
  }

  private static Uni<SendOutcome> message(Venue venue, Claim claim) {
    return switch (claim.kind()) {
      case NEW -> venue.submit(claim.order());
      case CANCEL -> venue.cancel(claim.cancel());
      case REPLACE -> venue.replace(claim.replace());
    };
  }
}
