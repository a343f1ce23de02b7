package io.eafix.saga.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.definition.SagaPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How the waits that participants ask for meet the budget of a call. */
class BudgetTest {

  private static final Instant BEGUN = Instant.parse("2026-01-05T10:00:00Z");
  private static final SagaPlan PLAN =
      Plans.of(
          """
          name: budgets
          steps:
            - step: a
              participant: alpha
              kind: compensatable
              action: {path: /a, timeout: PT5S, retry: {maxDelay: PT1S, budget: PT60S}}
              compensation: {path: /ua, timeout: PT5S, retry: {maxDelay: PT1S, budget: PT60S}}
            - {step: r, participant: beta, kind: retriable, action: {path: /r, retry: {budget: PT60S}}}
          """);

  private final SagaMachine machine = new SagaMachine(PLAN, new Random(1));
  private Instant now = BEGUN;

  @Test
  void aWaitBeyondTheBudgetEndsInTimeForALastCall() {
    SagaRun run = machine.start(surroundings());
    run = answered(run, 10, 300);
    assertEquals(StepStatus.RUNNING, run.step(0).status());
    assertEquals(BEGUN.plusSeconds(55), run.step(0).due());
    SagaRun last = answered(run, 56, 300);
    assertEquals(StepStatus.COMPENSATING, last.step(0).status());
    assertTrue(last.reason().contains("no definite answer: 503"), last.reason());
  }

  @Test
  void aWaitOfTheWholeBudgetIsNoReasonToGiveUp() {
    SagaRun run = answered(machine.start(surroundings()), 0, 60);
    assertEquals(BEGUN.plusSeconds(55), run.step(0).due());
  }

  @Test
  void aWaitWithinTheBudgetIsKept() {
    SagaRun run = answered(machine.start(surroundings()), 10, 45);
    assertEquals(BEGUN.plusSeconds(55), run.step(0).due());
    assertEquals(BEGUN.plusSeconds(59), answered(run, 56, 3).step(0).due());
  }

  /** Giving up there would need a person. */
  @Test
  void aCompensationIsTriedALastTimeToo() {
    SagaRun run = machine.start(surroundings());
    run = machine.operator().cancel(run, "test", surroundings());
    assertEquals(StepStatus.COMPENSATING, run.step(0).status());
    SagaRun asked = undone(run, 10, 3_600);
    assertEquals(SagaState.COMPENSATING, asked.state());
    assertEquals(BEGUN.plusSeconds(55), asked.step(0).due());
    assertEquals(SagaState.COMPENSATION_FAILED, undone(asked, 56, 3_600).state());
  }

  @Test
  void aStepThatMustSucceedWaitsAsLongAsItIsAskedUpToItsBudget() {
    SagaRun run = machine.start(surroundings());
    run = machine.actionAnswered(run, 0, Outcome.Succeeded.PLAIN, surroundings());
    now = BEGUN.plusSeconds(50);
    run = machine.actionAnswered(run, 1, busy(300), surroundings());
    assertEquals(BEGUN.plusSeconds(110), run.step(1).due());
  }

  private SagaRun answered(SagaRun run, int second, int retryAfter) {
    now = BEGUN.plusSeconds(second);
    return machine.actionAnswered(run, 0, busy(retryAfter), surroundings());
  }

  private SagaRun undone(SagaRun run, int second, int retryAfter) {
    now = BEGUN.plusSeconds(second);
    return machine.compensationAnswered(run, 0, busy(retryAfter), surroundings());
  }

  private static Outcome busy(int retryAfter) {
    return new Outcome.Indefinite("503", Duration.ofSeconds(retryAfter));
  }

  private Surroundings surroundings() {
    return new Surroundings() {
      @Override
      public Instant now() {
        return now;
      }

      @Override
      public boolean inFlight(int step) {
        return false;
      }

      @Override
      public boolean sentByOthers(int step) {
        return false;
      }

      @Override
      public Instant dueSince(int step) {
        return BEGUN;
      }

      @Override
      public boolean late() {
        return false;
      }

      @Override
      public boolean holds(int step) {
        return true;
      }

      @Override
      public String newSecret() {
        return "secret";
      }
    };
  }
}
