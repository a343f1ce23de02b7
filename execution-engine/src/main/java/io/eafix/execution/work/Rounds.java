package io.eafix.execution.work;

import io.eafix.execution.config.ExecutionConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Supplier;

/**
 * Work that is done in rounds, one at a time: when someone wakes it, again at once while there is
 * more, and now and then by itself, so that a lost wake-up or a failure only delays it.
 * Thread-safe.
 */
public final class Rounds {
  private static final List<Uni<Void>> MORE = List.of(Uni.createFrom().voidItem());

  private final Vertx vertx;
  private final ExecutionConfig.Sender config;
  private final Lane lane;
  private long timer = -1;
  private volatile boolean running;

  /**
   * Rounds that look as often, and end as patiently, as the sender does.
   *
   * @param what is done, for the log
   * @param round true if there may be more to do
   */
  public Rounds(Vertx vertx, ExecutionConfig config, String what, Supplier<Uni<Boolean>> round) {
    this.vertx = vertx;
    this.config = config.sender();
    this.lane = new Lane(what, 1, room -> round.get().map(more -> more ? MORE : List.of()));
  }

  /** Begins to look. */
  public void start() {
    running = true;
    timer = vertx.setPeriodic(config.pollMs(), tick -> wake());
  }

  /** Begins no more rounds, and waits for the one that runs. */
  public void stop() {
    running = false;
    vertx.cancelTimer(timer);
    lane.end();
    lane.awaitIdle(config.drainMs());
  }

  /** Says that there may be something to do. */
  public void wake() {
    if (running) {
      lane.wake();
    }
  }

  /** Says so when so many milliseconds have passed. */
  public void wakeAfter(long pauseMs) {
    vertx.setTimer(pauseMs, tick -> wake());
  }
}
