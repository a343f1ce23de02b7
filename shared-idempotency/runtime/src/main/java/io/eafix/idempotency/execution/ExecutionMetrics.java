package io.eafix.idempotency.execution;

import io.eafix.idempotency.store.WriteOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts what became of executions. Labels are operations and outcomes, never keys. */
@ApplicationScoped
class ExecutionMetrics {

  private static final String OPERATION = "operation";

  private final MeterRegistry registry;

  ExecutionMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(String operation, ExecutionOutcome outcome) {
    count(operation, outcome.label());
  }

  void failed(String operation) {
    count(operation, "failed");
  }

  void tookOver(String operation) {
    registry.counter("eafix.idempotency.lease.takeovers", OPERATION, operation).increment();
  }

  void storeFailed(String operation) {
    registry.counter("eafix.idempotency.store.failures", OPERATION, operation).increment();
  }

  void settled(String operation, WriteOutcome outcome) {
    if (outcome == WriteOutcome.STALE) {
      registry.counter("eafix.idempotency.stale.writes", OPERATION, operation).increment();
    }
  }

  private void count(String operation, String outcome) {
    registry
        .counter("eafix.idempotency.executions", OPERATION, operation, "outcome", outcome)
        .increment();
  }
}
