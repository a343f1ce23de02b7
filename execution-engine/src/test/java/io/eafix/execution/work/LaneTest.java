package io.eafix.execution.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is awaited at the end has ended also when it found nothing, or failed. */
class LaneTest {
  private static final long LONG_MS = 3_600_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<UniEmitter<? super List<Uni<Void>>>> looks = new ArrayList<>();
  private final Lane lane = new Lane("work", 1, room -> Uni.createFrom().emitter(looks::add));

  @Test
  void aLookThatFindsNothingIsAwaitedNoLongerThanItTakes() {
    endsAfter(() -> looks.get(0).complete(List.of()));
  }

  @Test
  void aLookThatFailsIsAwaitedNoLongerThanItTakes() {
    endsAfter(() -> looks.get(0).fail(new IllegalStateException("away")));
  }

  @Test
  void aLookThatCannotBeginIsOverToo() {
    AtomicInteger times = new AtomicInteger();
    Lane broken =
        new Lane(
            "work",
            1,
            room -> {
              times.incrementAndGet();
              throw new IllegalStateException("away");
            });
    broken.wake();
    broken.wake();
    assertEquals(2, times.get());
  }

  @Test
  void whoWakesDuringALookIsHeard() {
    lane.wake();
    lane.wake();
    looks.get(0).complete(List.of());
    assertEquals(2, looks.size());
  }

  @Test
  void whatHasEndedLooksForNoMoreWork() {
    List<UniEmitter<? super Void>> work = new ArrayList<>();
    lane.wake();
    lane.end();
    looks.get(0).complete(List.of(Uni.createFrom().emitter(work::add)));
    lane.wake();
    work.get(0).complete(null);
    assertEquals(1, looks.size());
  }

  private void endsAfter(Runnable end) {
    lane.wake();
    Thread waiter = new Thread(() -> lane.awaitIdle(LONG_MS));
    waiter.setDaemon(true);
    waiter.start();
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          while (waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
          end.run();
          waiter.join();
        });
  }
}
