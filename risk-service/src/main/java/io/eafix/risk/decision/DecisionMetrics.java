package io.eafix.risk.decision;

import io.eafix.risk.check.CheckCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Counts of decisions and of the reasons of refusals. They count attempts: one whose transaction
 * rolled back is counted too; the database holds the truth.
 */
@Startup
@ApplicationScoped
class DecisionMetrics {

  private final MeterRegistry registry;

  DecisionMetrics(MeterRegistry registry) {
    this.registry = registry;
    decisions(true);
    decisions(false);
    for (CheckCode code : CheckCode.values()) {
      reasons(code);
    }
  }

  void decided(DecisionView decision) {
    decisions(decision.approved()).increment();
    decision.reasons().forEach(reason -> reasons(reason.code()).increment());
  }

  private Counter decisions(boolean approved) {
    return Counter.builder("eafix.risk.decisions")
        .description("Decisions about orders")
        .tag("approved", Boolean.toString(approved))
        .register(registry);
  }

  private Counter reasons(CheckCode code) {
    return Counter.builder("eafix.risk.refusal.reasons")
        .description("Checks that refused orders did not pass")
        .tag("code", code.name())
        .register(registry);
  }
}
