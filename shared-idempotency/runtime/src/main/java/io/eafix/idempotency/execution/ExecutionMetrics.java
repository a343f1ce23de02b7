package io.eafix.idempotency.execution;

import io.eafix.idempotency.store.WriteOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what became of executions. Labels are operations and outcomes, never keys. */
@ApplicationScoped
class ExecutionMetrics {

  private static final String OPERATION = "operation";

  private final MeterRegistry registry;
  private final Map<Labels, Counter> executions = new ConcurrentHashMap<>();

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
    executions
        .computeIfAbsent(
            new Labels(operation, outcome),
            labels ->
                registry.counter(
                    "eafix.idempotency.executions", OPERATION, operation, "outcome", outcome))
        .increment();
  }

  private record Labels(String operation, String outcome) {}
}
