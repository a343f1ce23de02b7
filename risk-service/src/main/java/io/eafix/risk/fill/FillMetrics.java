package io.eafix.risk.fill;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts of fills; attempts, as their transaction may still roll back. */
@Startup
@ApplicationScoped
class FillMetrics {

  private static final String NAME = "eafix.risk.fills";

  private final Counter saga;
  private final Counter event;
  private final Counter repeated;
  private final Counter contradicted;
  private final Counter overfilled;

  FillMetrics(MeterRegistry registry) {
    saga = outcome(registry, "booked_by_saga");
    event = outcome(registry, "booked_by_event");
    repeated = outcome(registry, "repeated");
    contradicted = outcome(registry, "contradicted");
    overfilled = outcome(registry, "overfilled");
  }

  void booked(Fill fill) {
    (fill.source == Fill.Source.SAGA ? saga : event).increment();
    if (fill.overfill) {
      overfilled.increment();
    }
  }

  void repeated() {
    repeated.increment();
  }

  void contradicted() {
    contradicted.increment();
  }

  private static Counter outcome(MeterRegistry registry, String outcome) {
    return Counter.builder(NAME)
        .description("Executions told to the service, by what became of them")
        .tag("outcome", outcome)
        .register(registry);
  }
}
