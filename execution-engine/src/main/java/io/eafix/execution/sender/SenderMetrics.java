package io.eafix.execution.sender;

import io.eafix.execution.instruction.InstructionEntity;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.Venue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counters of messages to venues and of the search for evidence. */
@ApplicationScoped
class SenderMetrics {
  private final MeterRegistry registry;

  SenderMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void watch(Venue venue, Gate gate) {
    registry.gauge(
        "eafix.venue.breaker.open", Tags.of("venue", venue.name()), gate, SenderMetrics::open);
  }

  private static double open(Gate gate) {
    return gate.open() ? 1 : 0;
  }

  void sent(Venue venue, Claim claim, SendOutcome outcome) {
    registry
        .counter(
            "eafix.venue.messages",
            "venue",
            venue.name(),
            "kind",
            claim.kind().name().toLowerCase(Locale.ROOT),
            "outcome",
            outcome.getClass().getSimpleName())
        .increment();
  }

  void asked(Venue venue, Verdict verdict) {
    registry
        .counter(
            "eafix.venue.questions",
            "venue",
            venue.name(),
            "verdict",
            verdict.getClass().getSimpleName())
        .increment();
  }

  /** Counts attempts of the transaction: a failed one is counted again. */
  void reviewed(InstructionEntity instruction) {
    registry
        .counter(
            "eafix.venue.reviews",
            "venue",
            instruction.venue,
            "kind",
            instruction.kind.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  void abandoned(long count) {
    registry.counter("eafix.venue.abandoned").increment(count);
  }

  void fenced() {
    registry.counter("eafix.venue.fenced").increment();
  }
}
