package io.eafix.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.relay.lane.Step;
import io.eafix.relay.lane.StepListener;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.Promise;
import io.eafix.relay.support.TestRelay;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The epoch of a lane is raised right after a step, unnoticed: what the worker does next touches
 * nothing and ends it, and its process takes the lane again. {@link FailoverTest} has processes for
 * this, and takes minutes.
 */
class LostLaneTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int NONE = -1;

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"TAKEN", "MARKER_READ", "READ", "COMMITTED"})
  void nothingIsWrittenOrSentAnyMore(Step at) throws Exception {
    String name = "lost_" + at.name().toLowerCase(Locale.ROOT);
    OutboxDatabase database = OutboxDatabase.of(name);
    for (int i = 0; i < 40; i++) {
      database.write(Event.of(name, "key-" + i % 8, "{}"));
    }
    AtomicInteger lost = new AtomicInteger(NONE);
    CompletableFuture<Step> next = new CompletableFuture<>();
    StepListener robber =
        (lane, step) -> {
          if (lane == lost.get()) {
            complete(next, step);
          } else if (step == at && lost.compareAndSet(NONE, lane)) {
            database.run("update outbox_lane set epoch = epoch + 100 where lane = " + lane);
          }
        };
    try (TestRelay relay = TestRelay.of(database, Map.of(), Map.of(), robber)) {
      assertEquals(Step.TAKEN, next.get(LONG.toSeconds(), TimeUnit.SECONDS));
      Promise.requireKept(database, name, LONG);
    }
  }

  /** To read is allowed: it touches nothing. */
  private static void complete(CompletableFuture<Step> next, Step step) {
    if (step != Step.READ) {
      next.complete(step);
    }
  }
}
