package io.eafix.saga.run;

import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.definition.StepKind;

/** Decides the next calls, forward or backward, once nothing stands in their way. */
final class Progression {

  private final SagaPlan plan;
  private final int pivot;

  Progression(SagaPlan plan) {
    this.plan = plan;
    int found = -1;
    for (int i = 0; i < plan.size(); i++) {
      found = plan.step(i).kind() == StepKind.PIVOT ? i : found;
    }
    this.pivot = found;
  }

  /** The pivot's number, or -1. */
  int pivot() {
    return pivot;
  }

  /** Whether the pivot, or where there is none the first retriable step, has been reached. */
  boolean pastPivot(SagaRun run) {
    if (pivot >= 0) {
      return run.step(pivot).status() == StepStatus.DONE;
    }
    for (int i = 0; i < plan.size(); i++) {
      if (plan.step(i).kind() == StepKind.RETRIABLE && run.step(i).status() != StepStatus.PENDING) {
        return true;
      }
    }
    return false;
  }

  /** Whether the pivot's outcome has to be awaited before anything can be undone. */
  boolean pivotDecides(SagaRun run) {
    if (pivot < 0) {
      return false;
    }
    StepStatus status = run.step(pivot).status();
    return status == StepStatus.RUNNING
        || (status == StepStatus.ACCEPTED && plan.step(pivot).unbounded());
  }

  SagaRun advance(SagaRun run, Surroundings at) {
    if (run.paused()) {
      return run;
    }
    return switch (run.direction()) {
      case RUNNING -> forward(run, at);
      case COMPENSATING -> backward(run, at);
      default -> run;
    };
  }

  private SagaRun forward(SagaRun run, Surroundings at) {
    SagaRun next = run;
    for (int group = 0; group < plan.groups(); group++) {
      boolean passed = true;
      for (int i = plan.groupStart(group); i < plan.groupStart(group + 1); i++) {
        if (next.step(i).status() == StepStatus.PENDING) {
          next = begin(next, i, at);
        }
        passed &= next.step(i).status().passed();
      }
      if (refused(next, group)) {
        return backward(
            next.with(SagaState.COMPENSATING, "a step's condition cannot be evaluated"), at);
      }
      if (!passed) {
        return next;
      }
    }
    return next.with(SagaState.COMPLETED);
  }

  private SagaRun begin(SagaRun run, int index, Surroundings at) {
    try {
      return run.with(
          index,
          at.holds(index)
              ? call(run.step(index), index, at)
              : run.step(index).settle(StepStatus.SKIPPED));
    } catch (RuntimeException broken) {
      // Nobody can say whether a retriable step is wanted; past the pivot it has to be done.
      return run.with(
          index,
          plan.step(index).kind() == StepKind.RETRIABLE
              ? call(run.step(index), index, at)
              : run.step(index).settle(StepStatus.REFUSED, broken.getMessage()));
    }
  }

  private StepRun call(StepRun step, int index, Surroundings at) {
    StepRun begun = step.begin(StepStatus.RUNNING, at.now());
    return plan.step(index).async().callback() ? begun.expecting(at.newSecret()) : begun;
  }

  private boolean refused(SagaRun run, int group) {
    for (int i = plan.groupStart(group); i < plan.groupStart(group + 1); i++) {
      if (run.step(i).status() == StepStatus.REFUSED) {
        return true;
      }
    }
    return false;
  }

  /** Undoes the last step that has to be undone, alone; waits for actions still in flight. */
  private SagaRun backward(SagaRun turned, Surroundings at) {
    SagaRun run = leaveOpenCalls(turned, at);
    for (int i = 0; i < plan.size(); i++) {
      StepStatus status = run.step(i).status();
      if (status == StepStatus.RUNNING
          || status == StepStatus.COMPENSATING
          || status == StepStatus.COMPENSATION_REFUSED) {
        return run;
      }
    }
    for (int i = plan.size() - 1; i >= 0; i--) {
      if (run.step(i).status().toUndo()) {
        return run.with(i, run.step(i).begin(StepStatus.COMPENSATING, at.now()));
      }
    }
    return run.with(SagaState.COMPENSATED);
  }

  /** Actions that were decided and are not in flight here may have happened: undo them too. */
  private SagaRun leaveOpenCalls(SagaRun run, Surroundings at) {
    SagaRun left = run;
    for (int i = 0; i < plan.size(); i++) {
      if (left.step(i).status() == StepStatus.RUNNING && !at.inFlight(i)) {
        left = left.with(i, left.step(i).settle(StepStatus.UNKNOWN));
      }
    }
    return left;
  }
}
