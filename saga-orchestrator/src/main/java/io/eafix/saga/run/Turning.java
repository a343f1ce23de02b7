package io.eafix.saga.run;

import io.eafix.saga.definition.SagaPlan;

/** How a saga turns from going forward to compensating. */
final class Turning {

  private final SagaPlan plan;
  private final Progression progression;

  Turning(SagaPlan plan, Progression progression) {
    this.plan = plan;
    this.progression = progression;
  }

  /** Turns back, unless the pivot is under way: then its outcome decides. */
  SagaRun cancelled(SagaRun run, String why, Surroundings at) {
    return settled(
        progression.pivotDecides(run) ? run.withCancelAsked(why) : turn(run, why, at), at);
  }

  /** A pivot that is to be tried no more, as its compensation tells whether it took effect. */
  SagaRun settled(SagaRun run, Surroundings at) {
    int pivot = progression.pivot();
    return run.cancelAsked()
            && run.step(pivot).status() == StepStatus.RUNNING
            && !at.inFlight(pivot)
            && !plan.step(pivot).unbounded()
        ? turn(run, run.reason(), at)
        : run;
  }

  /** The saga, turned back if its deadline has passed; not while it is paused or past its pivot. */
  SagaRun inTime(SagaRun run, Surroundings at) {
    return !at.late()
            || run.paused()
            || run.direction() != SagaState.RUNNING
            || run.cancelAsked()
            || progression.pastPivot(run)
        ? run
        : cancelled(run, "the saga's deadline has passed", at);
  }

  /** A saga of which nothing was sent: what it has decided is not begun. */
  static SagaRun unsent(SagaRun run) {
    SagaRun next = run;
    for (int i = 0; i < run.steps().size(); i++) {
      if (run.step(i).status() == StepStatus.RUNNING) {
        next = next.with(i, StepRun.PENDING);
      }
    }
    return next;
  }

  /** Undoes what took or may have taken effect. */
  SagaRun turn(SagaRun run, String why, Surroundings at) {
    SagaRun turned =
        run.direction() == SagaState.COMPENSATING ? run : run.with(SagaState.COMPENSATING, why);
    for (int i = 0; i < plan.size(); i++) {
      if (turned.step(i).status() == StepStatus.ACCEPTED) {
        turned = turned.with(i, turned.step(i).settle(StepStatus.UNKNOWN));
      }
    }
    return progression.advance(turned, at);
  }
}
