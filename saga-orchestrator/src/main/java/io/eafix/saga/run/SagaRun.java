package io.eafix.saga.run;

import io.eafix.idempotency.problem.StorableText;
import java.util.ArrayList;
import java.util.List;

/**
 * All of a saga that changes while it runs. Immutable.
 *
 * @param direction the state without regard to a pause; never {@link SagaState#PAUSED}
 * @param paused whether a person holds it
 * @param cancelAsked whether it turns back if its pivot, now in flight, does not succeed at once
 * @param reason why it compensates, as Postgres can keep it; null if it does not
 * @param steps by step number
 */
public record SagaRun(
    SagaState direction, boolean paused, boolean cancelAsked, String reason, List<StepRun> steps) {

  /** Copies the steps, and repairs the reason, which may quote what a participant said. */
  public SagaRun {
    reason = StorableText.repaired(reason);
    steps = List.copyOf(steps);
  }

  /** The state as everybody sees it. */
  public SagaState state() {
    return paused ? SagaState.PAUSED : direction;
  }

  /** A step by its number. */
  public StepRun step(int index) {
    return steps.get(index);
  }

  SagaRun with(int index, StepRun step) {
    List<StepRun> changed = new ArrayList<>(steps);
    changed.set(index, step);
    return new SagaRun(direction, paused, cancelAsked, reason, changed);
  }

  SagaRun with(SagaState newDirection) {
    return new SagaRun(newDirection, paused, cancelAsked, reason, steps);
  }

  SagaRun with(SagaState newDirection, String why) {
    return new SagaRun(newDirection, paused, false, why, steps);
  }

  SagaRun withPaused(boolean held) {
    return new SagaRun(direction, held, cancelAsked, reason, steps);
  }

  SagaRun withCancelAsked(String why) {
    return new SagaRun(direction, paused, true, why, steps);
  }

  /** Steps that need not be done any more, as in "3 of 4 steps". */
  public int stepsPassed() {
    return (int) steps.stream().filter(step -> step.status().passed()).count();
  }
}
