package io.eafix.saga.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.definition.StepKind;
import io.eafix.saga.store.ProgressCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Any sequence of answers, losses, crashes and commands keeps the machine's promises. */
class SagaMachinePropertyTest {

  private static final List<String> SHAPES =
      List.of(Plans.SEQUENCE, Plans.PARALLEL, Plans.NO_PIVOT, Plans.PIVOT_FIRST);
  private static final int EVENTS = 60;

  @Property(tries = 600)
  void holdsItsPromises(@ForAll long seed, @ForAll @IntRange(max = 3) int shape) {
    World world = new World(Plans.of(SHAPES.get(shape)), new Random(seed));
    for (int i = 0; i < EVENTS; i++) {
      world.step();
    }
    world.calm();
    assertTrue(world.run.state().terminal(), () -> "not ended: " + world.run);
  }

  /** A saga whose participants answer at random. */
  private static final class World implements Surroundings {
    private final SagaPlan plan;
    private final SagaMachine machine;
    private final Random random;
    private final List<Integer> undone = new ArrayList<>();
    private boolean inFlightKnown = true;
    private Instant now = Instant.parse("2026-01-05T10:00:00Z");
    private Instant deadline = Instant.MAX;
    private int secrets;
    private SagaRun run;

    World(SagaPlan plan, Random random) {
      this.plan = plan;
      this.random = random;
      this.machine = new SagaMachine(plan, random);
      SagaRun started = machine.start(this);
      this.deadline = now.plus(Duration.ofSeconds(random.nextInt(900)));
      this.run = random.nextInt(4) == 0 ? machine.queued(started) : started;
    }

    void step() {
      now = now.plus(Duration.ofSeconds(random.nextInt(20)));
      int index = random.nextInt(plan.size());
      switch (random.nextInt(13)) {
        case 0 -> cancel();
        case 1 -> command(() -> machine.operator().pause(run));
        case 2 -> command(() -> machine.operator().resume(run, this));
        case 3 -> crash();
        case 4 -> move(machine.outcomeOverdue(run, index, this));
        case 5 -> command(() -> machine.operator().resolve(run, index, "test", this));
        case 6 -> command(() -> machine.operator().retry(run, index, this));
        case 7 -> move(machine.deadlinePassed(run, this));
        case 8 -> {
          claim();
          if (run.direction() != SagaState.PENDING) {
            move(machine.notSent(run, index, this));
          }
        }
        default -> {
          claim();
          answer(index, outcome());
        }
      }
    }

    /** From here on everything succeeds. */
    void calm() {
      for (int i = 0; i < 200 && !run.state().terminal(); i++) {
        command(() -> machine.operator().resume(run, this));
        claim();
        answer(i % plan.size(), Outcome.Succeeded.PLAIN);
      }
    }

    private void answer(int index, Outcome outcome) {
      if (run.direction() == SagaState.PENDING) {
        return; // Paused before a replica had room: nothing was sent.
      }
      if (run.step(index).status() == StepStatus.COMPENSATING) {
        move(machine.compensationAnswered(run, index, outcome, this));
      } else {
        StepStatus before = run.step(index).status();
        boolean open = before == StepStatus.RUNNING || before == StepStatus.ACCEPTED;
        move(machine.actionAnswered(run, index, outcome, this));
        if (open
            && plan.step(index).kind() == StepKind.PIVOT
            && outcome instanceof Outcome.Succeeded) {
          assertTrue(pivotDone(run), "a pivot's success was thrown away");
        }
      }
    }

    /** As a replica that has room for one more. */
    private void claim() {
      if (run.state() == SagaState.PENDING) {
        run = run.with(SagaState.RUNNING);
      }
    }

    private void crash() {
      inFlightKnown = false;
      claim();
      SagaRun reread = ProgressCodec.read(plan, run.state(), ProgressCodec.write(plan, run));
      assertEquals(run, reread);
      move(machine.recovered(reread, this));
      inFlightKnown = true;
    }

    private Outcome outcome() {
      return switch (random.nextInt(5)) {
        case 0 -> new Outcome.Refused("no", random.nextBoolean());
        case 1 -> new Outcome.Indefinite("lost", Duration.ZERO);
        case 2 -> new Outcome.Accepted("/poll", Duration.ZERO);
        default -> new Outcome.Succeeded(random.nextInt(4) == 0);
      };
    }

    private void cancel() {
      boolean queued = run.state() == SagaState.PENDING;
      command(() -> machine.operator().cancel(run, "test", this));
      assertTrue(!queued || run.state() == SagaState.COMPENSATED, "nothing was sent: " + run);
    }

    private void command(Supplier<SagaRun> command) {
      try {
        move(command.get());
      } catch (CommandRefusedException refused) {
        // Commands that do not fit change nothing.
      }
    }

    private void move(SagaRun next) {
      SagaRun before = run;
      if (before.state().terminal()) {
        assertSame(before.state(), next.state(), "a terminal state was left");
      }
      if (pivotDone(before)) {
        assertTrue(pivotDone(next), "the pivot was undone");
        assertTrue(
            next.steps().stream().noneMatch(step -> step.status() == StepStatus.COMPENSATING),
            "something is undone past the pivot");
      }
      order(before, next);
      ends(next);
      inTime(before, next);
      callbacks(before, next);
      run = next;
    }

    private void order(SagaRun before, SagaRun next) {
      int undoing = 0;
      for (int i = 0; i < plan.size(); i++) {
        if (next.step(i).status() == StepStatus.COMPENSATING) {
          assertTrue(plan.step(i).compensation().isPresent(), "what cannot be undone: " + next);
          undoing++;
          for (int later = i + 1; later < plan.size(); later++) {
            assertTrue(
                !next.step(later).status().toUndo(),
                "a step is undone before a later one: " + next);
          }
          if (before.step(i).status() != StepStatus.COMPENSATING) {
            undone.add(i);
          }
        }
      }
      assertTrue(undoing <= 1, "two steps are undone at once");
    }

    private void ends(SagaRun next) {
      for (StepRun step : next.steps()) {
        if (next.state() == SagaState.COMPLETED) {
          assertTrue(step.status().passed(), () -> "completed with " + next);
        }
        if (next.state() == SagaState.COMPENSATED) {
          assertTrue(
              !step.status().toUndo()
                  && step.status() != StepStatus.RUNNING
                  && step.status() != StepStatus.ACCEPTED
                  && step.status() != StepStatus.COMPENSATING,
              () -> "compensated with " + next);
        }
      }
    }

    /** Past the deadline no step is begun unless the pivot has succeeded. */
    private void inTime(SagaRun before, SagaRun next) {
      for (int i = 0; late() && !machine.pastPivot(next) && i < plan.size(); i++) {
        assertTrue(
            before.step(i).status() != StepStatus.PENDING
                || next.step(i).status() != StepStatus.RUNNING,
            "begun past the deadline: " + next);
      }
    }

    /** Whoever was given a token can post the outcome back for as long as it matters. */
    private void callbacks(SagaRun before, SagaRun next) {
      for (int i = 0; i < plan.size(); i++) {
        String token = before.step(i).callback();
        StepStatus status = next.step(i).status();
        if (token != null && (status == StepStatus.RUNNING || status == StepStatus.ACCEPTED)) {
          assertEquals(token, next.step(i).callback());
        }
      }
    }

    private boolean pivotDone(SagaRun at) {
      for (int i = 0; i < plan.size(); i++) {
        if (plan.step(i).kind() == StepKind.PIVOT && at.step(i).status() == StepStatus.DONE) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public boolean inFlight(int step) {
      return inFlightKnown && run != null && run.step(step).status() == StepStatus.RUNNING;
    }

    @Override
    public boolean sentByOthers(int step) {
      return !inFlightKnown || random.nextInt(3) == 0;
    }

    @Override
    public Instant dueSince(int step) {
      return now.minus(Duration.ofSeconds(random.nextInt(100)));
    }

    @Override
    public boolean late() {
      return now.isAfter(deadline);
    }

    @Override
    public boolean holds(int step) {
      return true;
    }

    @Override
    public String newSecret() {
      return "secret-" + secrets++;
    }
  }
}
