package io.eafix.saga.run;

import io.eafix.saga.definition.CallDefinition;
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

  private static final String NO_OUTCOME = "no outcome within the async timeout";
  private static final String NOT_SENT = "not sent: the participant is not well or too busy";

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
  public SagaRun actionAnswered(SagaRun before, int index, Outcome outcome, Surroundings at) {
    // An answer that comes after the deadline must not begin anything, but a pivot's success does.
    boolean pivoted = index == progression.pivot() && outcome instanceof Outcome.Succeeded;
    SagaRun run = pivoted ? before : turning.inTime(before, at);
    StepRun step = run.step(index);
    if (step.status() != StepStatus.RUNNING && step.status() != StepStatus.ACCEPTED) {
      return run;
    }
    StepRun counted =
        step.status() == StepStatus.RUNNING ? step.finishedAttempt(at.dueSince(index)) : step;
    if (outcome instanceof Outcome.Succeeded) {
      SagaRun done = run.with(index, counted.settle(StepStatus.DONE, null));
      return progression.advance(
          index == progression.pivot() ? done.with(done.direction(), null) : done, at);
    }
    if (outcome instanceof Outcome.Accepted accepted) {
      return actionAccepted(run, index, counted, accepted, at);
    }
    if (outcome instanceof Outcome.Refused refused) {
      return actionRefused(run, index, counted, refused, at);
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
    StepRun counted = step.awaitsOutcome() ? step : step.finishedAttempt(at.dueSince(index));
    if (outcome instanceof Outcome.Succeeded succeeded) {
      return compensationSucceeded(run, index, counted, succeeded.held(), at);
    }
    if (outcome instanceof Outcome.Accepted accepted && accepted.location() != null) {
      Instant poll = at.now().plus(later(plan.step(index).async().pollInterval(), accepted));
      return run.with(index, counted.accepted(step.status(), at.now(), poll, accepted.location()));
    }
    CallDefinition call = plan.step(index).compensation().orElseThrow();
    RetryPolicy policy = call.retry();
    if (outcome instanceof Outcome.Refused refused) {
      Instant next = at.now().plus(policy.delay(counted.attempts(), Duration.ZERO, random));
      StepRun again = counted.refused().again(step.status(), next, refused.error());
      return again.refusals() < policy.refusalsMax()
          ? run.with(index, again)
          : compensationGivenUp(run, index, again);
    }
    Outcome.Indefinite open = indefinite(outcome);
    Instant next = next(call, index, counted, open.retryAfter(), at);
    StepRun again = counted.again(step.status(), next, open.error());
    return policy.allows(at.dueSince(index), next)
        ? run.with(index, again)
        : compensationGivenUp(run, index, again);
  }

  /** The wait for the outcome of a 202 is over. */
  public SagaRun outcomeOverdue(SagaRun run, int index, Surroundings at) {
    StepRun step = run.step(index);
    StepDefinition definition = plan.step(index);
    if (!step.awaitsOutcome()
        || at.now().isBefore(step.awaitedSince().plus(definition.async().timeout()))) {
      return run;
    }
    if (step.status() == StepStatus.COMPENSATING) {
      return compensationAnswered(
          run, index, new Outcome.Indefinite(NO_OUTCOME, Duration.ZERO), at);
    }
    if (definition.unbounded()) {
      return run.with(index, step.again(StepStatus.RUNNING, at.now(), NO_OUTCOME));
    }
    return turning.turn(
        run.with(index, step.settle(StepStatus.UNKNOWN, NO_OUTCOME)),
        "step " + definition.name() + " had no outcome in time",
        at);
  }

  /**
   * A call that is due could not be sent: its circuit is open, or too many are under way. The time
   * counts all the same.
   */
  public SagaRun notSent(SagaRun run, int index, Surroundings at) {
    StepRun step = run.step(index);
    StepDefinition definition = plan.step(index);
    if (step.awaitsOutcome()) {
      return run;
    }
    if (step.status() == StepStatus.COMPENSATING) {
      // Without a compensation there is nothing to wait for: a person has to know.
      return definition
              .compensation()
              .filter(call -> call.retry().allows(at.dueSince(index), at.now()))
              .isPresent()
          ? run
          : compensationGivenUp(run, index, step.settle(step.status(), NOT_SENT));
    }
    if (step.status() != StepStatus.RUNNING) {
      return run;
    }
    boolean inBudget = definition.action().retry().allows(at.dueSince(index), at.now());
    return spent(run, definition, inBudget) ? unanswered(run, index, step, NOT_SENT, at) : run;
  }

  /** The whole saga's deadline has passed: turns back unless the pivot has been reached. */
  public SagaRun deadlinePassed(SagaRun run, Surroundings at) {
    return turning.inTime(run, at);
  }

  /** A process has taken the saga over: calls that were decided before may or may not be out. */
  public SagaRun recovered(SagaRun run, Surroundings at) {
    return progression.advance(
        run.paused() ? run : turning.settled(turning.inTime(run, at), at), at);
  }

  /** A process has taken up a saga that was queued until now: nothing of it is out. */
  public SagaRun begun(SagaRun run, Surroundings at) {
    return recovered(at.late() && !run.paused() ? Turning.unsent(run) : run, at);
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
      SagaRun run, int index, StepRun step, Outcome.Refused refused, Surroundings at) {
    StepDefinition definition = plan.step(index);
    // An earlier attempt without an answer may have taken effect, whatever this one came to.
    boolean unclear =
        !refused.ofOperation()
            && run.step(index).status() == StepStatus.RUNNING
            && (step.attempts() > 1 || at.sentByOthers(index));
    if (definition.kind() == StepKind.RETRIABLE || (unclear && definition.unbounded())) {
      // There is no way back: keep trying, as slowly as the policy allows.
      Duration slow = definition.action().retry().maxDelay();
      return run.with(index, step.again(StepStatus.RUNNING, at.now().plus(slow), refused.error()));
    }
    StepStatus settled = unclear ? StepStatus.UNKNOWN : StepStatus.REFUSED;
    return turning.turn(
        run.with(index, step.settle(settled, refused.error())),
        "step " + definition.name() + " was refused: " + refused.error(),
        at);
  }

  private SagaRun actionOpen(
      SagaRun run, int index, StepRun step, String error, Duration retryAfter, Surroundings at) {
    StepDefinition definition = plan.step(index);
    CallDefinition call = definition.action();
    Instant next =
        definition.unbounded()
            ? at.now().plus(call.retry().delay(Math.max(1, step.attempts()), retryAfter, random))
            : next(call, index, step, retryAfter, at);
    return spent(run, definition, call.retry().allows(at.dueSince(index), next))
        ? unanswered(run, index, step, error, at)
        : run.with(index, step.again(StepStatus.RUNNING, next, error));
  }

  /**
   * When a call is made again. A wait that leads past the budget ends in time for a last call and
   * its answer, unless it is too late for that: then the result is past the budget too.
   */
  private Instant next(
      CallDefinition call, int index, StepRun step, Duration retryAfter, Surroundings at) {
    RetryPolicy policy = call.retry();
    Instant next = at.now().plus(policy.delay(Math.max(1, step.attempts()), retryAfter, random));
    Instant end = at.dueSince(index).plus(policy.budget());
    Instant last = end.minus(call.timeout());
    return next.isBefore(end) || !at.now().isBefore(last) ? next : last;
  }

  private static boolean spent(SagaRun run, StepDefinition definition, boolean inBudget) {
    return run.direction() != SagaState.RUNNING
        || (!definition.unbounded() && (run.cancelAsked() || !inBudget));
  }

  private SagaRun unanswered(SagaRun run, int index, StepRun step, String error, Surroundings at) {
    return turning.turn(
        run.with(index, step.settle(StepStatus.UNKNOWN, error)),
        run.cancelAsked()
            ? run.reason()
            : "step " + plan.step(index).name() + " had no definite answer: " + error,
        at);
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
