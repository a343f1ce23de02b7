package io.eafix.idempotency.execution;

import io.opentelemetry.api.trace.Span;

/** Says on the span of a request what became of its execution. Never the client's key. */
final class ExecutionTrace {

  static final String OPERATION = "eafix.idempotency.operation";
  static final String OUTCOME = "eafix.idempotency.outcome";
  static final String EXECUTION_ID = "eafix.idempotency.execution_id";

  private ExecutionTrace() {}

  static void describe(Span span, String operation, ExecutionOutcome outcome) {
    span.setAttribute(OPERATION, operation);
    span.setAttribute(OUTCOME, outcome.label());
    outcome.id().ifPresent(id -> span.setAttribute(EXECUTION_ID, id.toString()));
  }
}
