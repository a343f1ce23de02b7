package io.eafix.saga.run;

import io.eafix.saga.definition.SagaPlan;

/** What people may do to a saga, and when. Changes nothing but what it returns. */
public final class OperatorRules {

  private final SagaPlan plan;
  private final Progression progression;
  private final Turning turning;

  OperatorRules(SagaPlan plan, Progression progression, Turning turning) {
    this.plan = plan;
    this.progression = progression;
    this.turning = turning;
  }

  /**
   * A person wants the saga undone.
   *
   * @throws CommandRefusedException if it has ended or is past its pivot
   */
  public SagaRun cancel(SagaRun run, String why, Surroundings at) {
    if (run.direction().terminal()) {
      throw new CommandRefusedException("saga-ended", "the saga is " + run.state() + " already");
    }
    if (progression.pastPivot(run)) {
      throw new CommandRefusedException(
          "saga-past-pivot", "the saga has passed its pivot and can only go forward");
    }
    if (run.direction() != SagaState.RUNNING && run.direction() != SagaState.PENDING) {
      throw new CommandRefusedException("saga-compensating", "the saga is " + run.direction());
    }
    return turning.cancelled(untaken(run.withPaused(false)), "cancelled: " + why, at);
  }

  /**
   * A person holds the saga: answers are still recorded, but no call is begun.
   *
   * @throws CommandRefusedException if there is nothing to hold
   */
  public SagaRun pause(SagaRun run) {
    if (run.paused()
        || run.direction().terminal()
        || run.direction() == SagaState.COMPENSATION_FAILED) {
      throw new CommandRefusedException("saga-not-running", "the saga is " + run.state());
    }
    return run.withPaused(true);
  }

  /**
   * A person lets a held saga go on, or has a failed compensation tried again. A deadline that has
   * passed meanwhile turns it back.
   *
   * @throws CommandRefusedException if it is neither paused nor failed
   */
  public SagaRun resume(SagaRun run, Surroundings at) {
    if (run.paused()) {
      SagaRun held = run.withPaused(false);
      SagaRun released = at.late() ? untaken(held) : dequeued(held);
      return progression.advance(turning.inTime(released, at), at);
    }
    if (run.direction() != SagaState.COMPENSATION_FAILED) {
      throw new CommandRefusedException("saga-not-paused", "the saga is " + run.state());
    }
    for (int i = 0; i < plan.size(); i++) {
      if (run.step(i).status() == StepStatus.COMPENSATION_REFUSED) {
        return retry(run, i, at);
      }
    }
    throw new IllegalStateException("a failed saga has no refused compensation");
  }

  /**
   * A person has a waiting or refused call made again now, with a new budget. A callback for the
   * call that was made before is still taken.
   *
   * @throws CommandRefusedException if the step is not in a call
   */
  public SagaRun retry(SagaRun run, int index, Surroundings at) {
    StepRun step = run.step(index);
    return switch (step.status()) {
      case RUNNING, ACCEPTED ->
          dequeued(run.with(index, step.beginAgain(StepStatus.RUNNING, at.now())));
      case COMPENSATING -> run.with(index, step.beginAgain(step.status(), at.now()));
      case COMPENSATION_REFUSED ->
          run.with(index, step.beginAgain(StepStatus.COMPENSATING, at.now()))
              .with(SagaState.COMPENSATING);
      default ->
          throw new CommandRefusedException(
              "step-not-retriable",
              "step " + plan.step(index).name() + " is " + step.status() + ", not in a call");
    };
  }

  /**
   * A person has undone a step by other means.
   *
   * @throws CommandRefusedException unless the step's compensation stayed refused
   */
  public SagaRun resolve(SagaRun run, int index, String why, Surroundings at) {
    if (run.step(index).status() != StepStatus.COMPENSATION_REFUSED) {
      throw new CommandRefusedException(
          "step-not-refused",
          "step " + plan.step(index).name() + " is " + run.step(index).status());
    }
    StepRun resolved = run.step(index).settle(StepStatus.RESOLVED, "resolved by hand: " + why);
    return progression.advance(run.with(index, resolved).with(SagaState.COMPENSATING), at);
  }

  /** What a queued saga has decided was never sent: it need not be undone. */
  private static SagaRun untaken(SagaRun run) {
    return run.direction() == SagaState.PENDING ? Turning.unsent(dequeued(run)) : run;
  }

  private static SagaRun dequeued(SagaRun run) {
    return run.direction() == SagaState.PENDING ? run.with(SagaState.RUNNING) : run;
  }
}
