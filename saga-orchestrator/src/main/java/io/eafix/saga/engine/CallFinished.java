package io.eafix.saga.engine;

import io.eafix.saga.run.Outcome;
import io.eafix.saga.run.SagaRun;
import io.eafix.saga.run.StepStatus;
import io.eafix.saga.store.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A call or poll came to an outcome.
 *
 * @param result the answer as expressions see it, null unless it succeeded
 * @param status HTTP status, null if there was no answer
 * @param answer the body for the journal, null if there was none
 */
record CallFinished(
    int step,
    boolean compensation,
    Outcome outcome,
    Object result,
    Integer status,
    Instant startedAt,
    Instant endedAt,
    String answer)
    implements SagaEvent {

  @Override
  public SagaRun apply(ActiveSaga saga, SagaRun run) {
    if (compensation) {
      SagaRun next = saga.machine.compensationAnswered(run, step, outcome, saga);
      if (next != run && next.step(step).status() == StepStatus.DONE) {
        saga.results.put(saga.plan.step(step).name(), result);
      }
      return next;
    }
    StepStatus status = run.step(step).status();
    if (outcome instanceof Outcome.Succeeded
        && (status == StepStatus.RUNNING || status == StepStatus.ACCEPTED)) {
      // Before the machine moves on: the next step's condition may look at it.
      saga.results.put(saga.plan.step(step).name(), result);
    }
    return saga.machine.actionAnswered(run, step, outcome, saga);
  }

  @Override
  public Optional<Attempt> attempt(ActiveSaga saga, SagaRun before) {
    return Optional.of(
        new Attempt(
            saga.plan.step(step).name(),
            compensation ? "compensation" : "action",
            before.step(step).attempts() + (before.step(step).awaitsOutcome() ? 0 : 1),
            outcomeName(),
            status,
            startedAt,
            endedAt,
            answer,
            error()));
  }

  /**
   * For a poll: the outcome is still to come, or the poll itself went wrong. A refusal that is not
   * one of the operation is one of the question.
   */
  boolean pending() {
    return outcome instanceof Outcome.Accepted
        || outcome instanceof Outcome.Indefinite
        || (outcome instanceof Outcome.Refused refused && !refused.ofOperation());
  }

  /** When to poll again. */
  Instant nextPoll(ActiveSaga saga) {
    Duration interval = saga.plan.step(step).async().pollInterval();
    Duration asked = Duration.ZERO;
    if (outcome instanceof Outcome.Accepted accepted) {
      asked = accepted.retryAfter();
    } else if (outcome instanceof Outcome.Indefinite open) {
      asked = open.retryAfter();
    }
    return saga.now().plus(interval.compareTo(asked) < 0 ? asked : interval);
  }

  private String outcomeName() {
    if (outcome instanceof Outcome.Succeeded) {
      return "SUCCEEDED";
    }
    if (outcome instanceof Outcome.Accepted) {
      return "ACCEPTED";
    }
    return outcome instanceof Outcome.Refused ? "REFUSED" : "INDEFINITE";
  }

  private String error() {
    if (outcome instanceof Outcome.Refused refused) {
      return refused.error();
    }
    return outcome instanceof Outcome.Indefinite open ? open.error() : null;
  }
}
