package io.eafix.localstack.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Endpoints;
import io.eafix.localstack.stack.Progress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until the stack has nothing left to do: every signal has its saga, every saga has ended,
 * every event is out. Gives up when nothing has moved for a while, so that what is stuck is
 * reported instead of waited for.
 */
public final class Settlement {
  private static final Duration STUCK_AFTER = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration TELL_EVERY = Duration.ofSeconds(5);

  private final Endpoints stack;
  private final Progress progress;
  private final Rest rest = new Rest();
  private long toldNanos = System.nanoTime();

  public Settlement(Endpoints stack, Progress progress) {
    this.stack = stack;
    this.progress = progress;
  }

  /** Blocks until all is done or nothing moves any more; tells which by the figures themselves. */
  public Figures await() {
    try (EventReader events = new EventReader(stack)) {
      State before = null;
      long changedNanos = System.nanoTime();
      while (true) {
        State state = state(events);
        if (!state.equals(before)) {
          changedNanos = System.nanoTime();
          before = state;
        }
        if (state.isSettled() || System.nanoTime() - changedNanos > STUCK_AFTER.toNanos()) {
          // Read once more: an event too many would come after the last one that was due.
          return new Figures(new TradeReader(stack).read(), events.read());
        }
        tell(state);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private State state(EventReader events) {
    JsonNode signals = rest.get(stack.url(Component.SIGNALS) + "/signals/stats");
    JsonNode sagas = rest.get(stack.url(Component.SAGAS) + "/sagas/stats");
    EventFigures published = events.read();
    return new State(
        signals.get("unstartedSagas").longValue(),
        sagas.get("nonTerminal").longValue(),
        List.of(published.outboxTotal(), published.kafkaTotal()),
        published.complete());
  }

  private void tell(State state) {
    if (System.nanoTime() - toldNanos > TELL_EVERY.toNanos()) {
      toldNanos = System.nanoTime();
      progress.say(
          "waiting: "
              + state.unstarted()
              + " sagas to start, "
              + state.unfinished()
              + " to finish, events out "
              + state.events().get(1)
              + " of "
              + state.events().get(0));
    }
  }

  private record State(long unstarted, long unfinished, List<Long> events, boolean complete) {
    boolean isSettled() {
      return unstarted == 0 && unfinished == 0 && complete;
    }
  }
}
