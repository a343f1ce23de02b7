package io.eafix.saga.engine;

import io.eafix.saga.run.SagaRun;
import io.eafix.saga.run.SagaState;
import io.eafix.saga.run.StepRun;
import io.eafix.saga.run.StepStatus;
import java.time.Instant;

/** When a saga next has something to do by itself. */
final class Wake {

  private Wake() {}

  /** The earliest time, or null if only an answer, a callback or a person can move it. */
  static Instant next(ActiveSaga saga, SagaRun run) {
    if (run.paused()
        || run.direction().terminal()
        || run.direction() == SagaState.COMPENSATION_FAILED) {
      return null;
    }
    Instant next = deadline(saga, run);
    for (int i = 0; i < saga.plan.size(); i++) {
      if (!saga.inFlight(i)) {
        next = earlier(next, step(saga, run.step(i), i));
      }
    }
    return next;
  }

  /** When the wait for the outcome of a 202 ends; null if none is awaited. */
  private static Instant overdue(ActiveSaga saga, StepRun step, int index) {
    return step.awaitsOutcome()
        ? step.awaitedSince().plus(saga.plan.step(index).async().timeout())
        : null;
  }

  /** When the saga's deadline will have to be acted upon, or null. */
  static Instant deadline(ActiveSaga saga, SagaRun run) {
    return run.direction() == SagaState.RUNNING
            && !run.paused()
            && !run.cancelAsked()
            && !saga.machine.pastPivot(run)
        ? saga.deadlineAt
        : null;
  }

  private static Instant step(ActiveSaga saga, StepRun step, int index) {
    if (step.awaitsOutcome()) {
      return earlier(overdue(saga, step, index), held(saga, step.due(), index));
    }
    return step.status() == StepStatus.RUNNING || step.status() == StepStatus.COMPENSATING
        ? held(saga, step.due(), index)
        : null;
  }

  /** When a step's call or poll may begin. */
  private static Instant held(ActiveSaga saga, Instant due, int index) {
    Instant until = saga.heldUntil(index);
    return due == null || until == null || until.isBefore(due) ? due : until;
  }

  /** Whether the wait for the outcome of a 202 is over. */
  static boolean isOverdue(ActiveSaga saga, StepRun step, int index, Instant now) {
    Instant overdue = overdue(saga, step, index);
    return overdue != null && !saga.run.paused() && !now.isBefore(overdue);
  }

  /** Whether a step's call or poll is to begin. */
  static boolean isDue(ActiveSaga saga, StepRun step, int index, Instant now) {
    boolean calls =
        step.status() == StepStatus.RUNNING
            || step.status() == StepStatus.COMPENSATING
            || step.status() == StepStatus.ACCEPTED;
    Instant due = held(saga, step.due(), index);
    return calls && !saga.run.paused() && due != null && !now.isBefore(due);
  }

  private static Instant earlier(Instant a, Instant b) {
    if (a == null) {
      return b;
    }
    return b == null || a.isBefore(b) ? a : b;
  }
}
