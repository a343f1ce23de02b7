package io.eafix.saga.run;

import io.eafix.saga.definition.RetryPolicy;
import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.definition.StepDefinition;
import io.eafix.saga.definition.StepKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.random.RandomGenerator;

/**
 * The rules by which a saga moves. Every method returns the next {@link SagaRun}, or the same
 * instance if nothing changes; an answer that no longer matters changes nothing, so applying an
 * event again after an unclear commit is safe.
 *
 * <p>What holds for every sequence of events: compensations run one at a time, in the reverse of
 * the steps' order, for each step that took or may have taken effect; after the pivot has succeeded
 * nothing is undone; a terminal state is never left.
 */
public final class SagaMachine {

  private final SagaPlan plan;
  private final RandomGenerator random;
  private final Progression progression;
  private final Turning turning;
  private final OperatorRules operator;

  /**
   * Makes the machine of one plan.
   *
   * @param random source of the retries' jitter
   */
  public SagaMachine(SagaPlan plan, RandomGenerator random) {
    this.plan = plan;
    this.random = random;
    this.progression = new Progression(plan);
    this.turning = new Turning(plan, progression);
    this.operator = new OperatorRules(plan, progression, turning);
  }

  /** A new saga, with its first group's calls decided. */
  public SagaRun start(Surroundings at) {
    return progression.advance(
        new SagaRun(
            SagaState.RUNNING,
            false,
            false,
            null,
            Collections.nCopies(plan.size(), StepRun.PENDING)),
        at);
  }

  /** A saga that waits for a replica with room, its first calls decided already. */
  public SagaRun queued(SagaRun started) {
    return started.direction() == SagaState.RUNNING ? started.with(SagaState.PENDING) : started;
  }

  /** An action's attempt, poll or callback has come to an outcome. */
  public SagaRun actionAnswered(SagaRun run, int index, Outcome outcome, Surroundings at) {
    StepRun step = run.step(index);
    if (step.status() != StepStatus.RUNNING && step.status() != StepStatus.ACCEPTED) {
      return run;
    }
    StepRun counted = step.status() == StepStatus.RUNNING ? step.finishedAttempt() : step;
    if (outcome instanceof Outcome.Succeeded) {
      SagaRun done = run.with(index, counted.settle(StepStatus.DONE, null));
      return progression.advance(
          index == progression.pivot() ? done.with(done.direction(), null) : done, at);
    }
    if (outcome instanceof Outcome.Accepted accepted) {
      return actionAccepted(run, index, counted, accepted, at);
    }
    if (outcome instanceof Outcome.Refused refused) {
      return actionRefused(run, index, counted, refused.error(), at);
    }
    Outcome.Indefinite open = (Outcome.Indefinite) outcome;
    return actionOpen(run, index, counted, open.error(), open.retryAfter(), at);
  }

  /** A compensation's attempt or poll has come to an outcome. */
  public SagaRun compensationAnswered(SagaRun run, int index, Outcome outcome, Surroundings at) {
    StepRun step = run.step(index);
    if (step.status() != StepStatus.COMPENSATING) {
      return run;
    }
    StepRun counted = step.location() == null ? step.finishedAttempt() : step;
    if (outcome instanceof Outcome.Succeeded succeeded) {
      return compensationSucceeded(run, index, counted, succeeded.held(), at);
    }
    if (outcome instanceof Outcome.Accepted accepted && accepted.location() != null) {
      Instant poll = at.now().plus(later(plan.step(index).async().pollInterval(), accepted));
      return run.with(
          index, counted.accepted(step.status(), step.since(), poll, accepted.location()));
    }
    RetryPolicy policy = plan.step(index).compensation().orElseThrow().retry();
    if (outcome instanceof Outcome.Refused refused) {
      Instant next = at.now().plus(policy.delay(counted.attempts(), Duration.ZERO, random));
      StepRun again = counted.refusedAgain(next, refused.error());
      return again.refusals() < policy.refusalsMax()
          ? run.with(index, again)
          : compensationGivenUp(run, index, again);
    }
    Outcome.Indefinite open = indefinite(outcome);
    Instant next =
        at.now().plus(policy.delay(Math.max(1, counted.attempts()), open.retryAfter(), random));
    StepRun again = counted.again(next, open.error());
    return policy.allows(step.since(), next)
        ? run.with(index, again)
        : compensationGivenUp(run, index, again);
  }

  /** The wait for the outcome of a 202 is over. */
  public SagaRun outcomeOverdue(SagaRun run, int index, Surroundings at) {
    StepRun step = run.step(index);
    StepDefinition definition = plan.step(index);
    if (!step.awaitsOutcome()
        || definition.unbounded()
        || at.now().isBefore(step.since().plus(definition.async().timeout()))) {
      return run;
    }
    if (step.status() == StepStatus.COMPENSATING) {
      return compensationAnswered(
          run, index, new Outcome.Indefinite("no outcome in time", Duration.ZERO), at);
    }
    return turning.turn(
        run.with(index, step.settle(StepStatus.UNKNOWN, "no outcome within the async timeout")),
        "step " + definition.name() + " had no outcome in time",
        at);
  }

  /** The whole saga's deadline has passed: turns back unless the pivot has been reached. */
  public SagaRun deadlinePassed(SagaRun run, Surroundings at) {
    return run.direction() != SagaState.RUNNING || run.cancelAsked() || progression.pastPivot(run)
        ? run
        : turning.cancelled(run, "the saga's deadline has passed", at);
  }

  /** A process has taken the saga over: calls that were decided before may or may not be out. */
  public SagaRun recovered(SagaRun run, Surroundings at) {
    return progression.advance(run, at);
  }

  /** What people may do. */
  public OperatorRules operator() {
    return operator;
  }

  /** Whether the saga can only go forward. */
  public boolean pastPivot(SagaRun run) {
    return progression.pastPivot(run);
  }

  private SagaRun actionAccepted(
      SagaRun run, int index, StepRun step, Outcome.Accepted accepted, Surroundings at) {
    if (run.direction() != SagaState.RUNNING) {
      return progression.advance(run.with(index, step.settle(StepStatus.UNKNOWN)), at);
    }
    boolean callback = plan.step(index).async().callback();
    if (accepted.location() == null && !callback) {
      return actionOpen(
          run, index, step, "202 without a Location to poll", accepted.retryAfter(), at);
    }
    Instant poll =
        callback ? null : at.now().plus(later(plan.step(index).async().pollInterval(), accepted));
    SagaRun waiting =
        run.with(index, step.accepted(StepStatus.ACCEPTED, at.now(), poll, accepted.location()));
    return run.cancelAsked() && !plan.step(index).unbounded()
        ? turning.turn(waiting, run.reason(), at)
        : waiting;
  }

  private SagaRun actionRefused(
      SagaRun run, int index, StepRun step, String error, Surroundings at) {
    StepDefinition definition = plan.step(index);
    if (definition.kind() == StepKind.RETRIABLE) {
      // Past the pivot there is no way back: keep trying, as slowly as the policy allows.
      Duration slow = definition.action().retry().maxDelay();
      return run.with(index, rerun(step, at.now().plus(slow), error));
    }
    return turning.turn(
        run.with(index, step.settle(StepStatus.REFUSED, error)),
        "step " + definition.name() + " was refused: " + error,
        at);
  }

  private SagaRun actionOpen(
      SagaRun run, int index, StepRun step, String error, Duration retryAfter, Surroundings at) {
    StepDefinition definition = plan.step(index);
    RetryPolicy policy = definition.action().retry();
    Instant next = at.now().plus(policy.delay(Math.max(1, step.attempts()), retryAfter, random));
    boolean spent = run.cancelAsked() || !policy.allows(step.since(), next);
    if (run.direction() != SagaState.RUNNING || (spent && !definition.unbounded())) {
      return turning.turn(
          run.with(index, step.settle(StepStatus.UNKNOWN, error)),
          run.cancelAsked()
              ? run.reason()
              : "step " + definition.name() + " had no definite answer: " + error,
          at);
    }
    return run.with(index, rerun(step, next, error));
  }

  private static StepRun rerun(StepRun step, Instant next, String error) {
    return new StepRun(
        StepStatus.RUNNING,
        step.attempts(),
        step.refusals(),
        step.since(),
        next,
        null,
        step.callback(),
        error);
  }

  private SagaRun compensationSucceeded(
      SagaRun run, int index, StepRun step, boolean held, Surroundings at) {
    if (held && plan.step(index).kind() == StepKind.PIVOT) {
      return progression.advance(
          run.with(index, step.settle(StepStatus.DONE, null)).with(SagaState.RUNNING, null), at);
    }
    return progression.advance(run.with(index, step.settle(StepStatus.COMPENSATED, null)), at);
  }

  private static SagaRun compensationGivenUp(SagaRun run, int index, StepRun step) {
    return run.with(index, step.settle(StepStatus.COMPENSATION_REFUSED))
        .with(SagaState.COMPENSATION_FAILED);
  }

  private static Outcome.Indefinite indefinite(Outcome outcome) {
    return outcome instanceof Outcome.Indefinite open
        ? open
        : new Outcome.Indefinite("202 without a Location to poll", Duration.ZERO);
  }

  private static Duration later(Duration interval, Outcome.Accepted accepted) {
    return interval.compareTo(accepted.retryAfter()) < 0 ? accepted.retryAfter() : interval;
  }
}
