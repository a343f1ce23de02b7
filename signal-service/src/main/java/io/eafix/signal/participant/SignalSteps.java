package io.eafix.signal.participant;

import io.eafix.idempotency.problem.Problems;
import io.eafix.signal.signals.Signal;
import io.eafix.signal.signals.SignalRepository;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** What the trading saga asks of signals, in the running transaction. */
@ApplicationScoped
class SignalSteps {

  private final SignalRepository signals;
  private final Clock clock;

  SignalSteps(SignalRepository signals, Clock clock) {
    this.signals = signals;
    this.clock = clock;
  }

  /** Fails with 404 or 422, which the orchestrator takes as a definite refusal. */
  Uni<ValidatedSignal> validate(UUID id) {
    return signals
        .findById(id)
        .onItem()
        .ifNull()
        .failWith(() -> Problems.notFound("signal", id))
        .map(this::tradable);
  }

  private ValidatedSignal tradable(Signal signal) {
    Instant now = clock.instant();
    if (!signal.action.trades()) {
      throw refused("signal-not-tradable", "The signal does not trade", "it says HOLD");
    }
    if (signal.status == Signal.Status.INVALID) {
      throw refused("signal-invalid", "The signal is invalid", signal.invalidReason);
    }
    if (signal.isExpired(now)) {
      throw refused(
          "signal-expired",
          "The signal has expired",
          "it was valid until " + signal.validUntil + " and now is " + signal.asOf(now));
    }
    return ValidatedSignal.of(signal);
  }

  private static HttpProblem refused(String slug, String title, String detail) {
    return Problems.unprocessable(slug, title, detail);
  }

  /** Bars the signal from being traded. */
  Uni<InvalidSignal> markInvalid(UUID id, String reason) {
    return signals
        .markInvalid(id, reason)
        .replaceWith(new InvalidSignal(id, Signal.Status.INVALID));
  }
}
