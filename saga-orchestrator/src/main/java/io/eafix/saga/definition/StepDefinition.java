package io.eafix.saga.definition;

import java.util.Optional;

/**
 * One step.
 *
 * @param name unique within the definition; part of the idempotency key of the step's calls
 * @param participant service whose base URL is configured under {@code eafix.urls}
 * @param kind what may happen after it took effect
 * @param action the effect
 * @param compensation what undoes it; present on every compensatable step
 * @param when the step is skipped unless this holds
 * @param async how the outcome of a 202 is learnt
 */
public record StepDefinition(
    String name,
    String participant,
    StepKind kind,
    CallDefinition action,
    Optional<CallDefinition> compensation,
    Optional<Expression> when,
    AsyncPolicy async) {

  /**
   * Whether the step is retried without end, because giving up would leave an effect that nobody
   * could undo.
   */
  public boolean unbounded() {
    return kind == StepKind.RETRIABLE || (kind == StepKind.PIVOT && compensation.isEmpty());
  }
}
