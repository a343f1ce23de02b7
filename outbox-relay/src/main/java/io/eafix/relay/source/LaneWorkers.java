package io.eafix.relay.source;

import io.eafix.relay.batch.Lane;
import io.eafix.relay.batch.Suspects;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.kafka.LaneKey;
import io.eafix.relay.lane.LaneEnd;
import io.eafix.relay.lane.LaneSetup;
import io.eafix.relay.lane.LaneStats;
import io.eafix.relay.lane.LaneWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lanes of one source that this process publishes, each on a thread of its own. Belongs to the
 * supervisor's thread, save {@link #wake(Hint)} and {@link #stats()}, which anybody may call.
 */
final class LaneWorkers {

  private final SourceSetup setup;
  private final Runnable ended;
  private final Map<Integer, Running> running = new ConcurrentHashMap<>();

  /** Workers of lanes that were lost, and may be taken again before these have ended. */
  private final Map<Integer, Running> leaving = new ConcurrentHashMap<>();

  private final Map<Integer, LaneStats> stats = new ConcurrentHashMap<>();

  private record Running(Lane lane, LaneWorker worker, Thread thread) {}

  /**
   * With none yet.
   *
   * @param ended called whenever a worker ended
   */
  LaneWorkers(SourceSetup setup, Runnable ended) {
    this.setup = setup;
    this.ended = ended;
  }

  int count() {
    return running.size();
  }

  boolean has(int lane) {
    return running.containsKey(lane);
  }

  Map<Integer, LaneStats> stats() {
    return stats;
  }

  void wake(Hint hint) {
    running.values().stream()
        .filter(lane -> hint.concerns(lane.lane()))
        .forEach(lane -> lane.worker().wake());
  }

  /** Starts the worker of a lane whose epoch was just raised above that of the row. */
  void start(LaneRow row, Identity identity, int positionsPartitions) {
    int number = row.lane();
    Lane lane =
        new Lane(
            number,
            row.shardFrom(),
            row.shardTo(),
            setup.self(),
            row.epoch() + 1,
            row.generation());
    LaneWorker worker =
        new LaneWorker(
            new LaneSetup(
                setup.name() + "/" + number,
                lane,
                new LaneKey(
                    identity.systemIdentifier(), setup.database(), row.generation(), number),
                setup.config(),
                setup.databases(),
                setup.kafka(),
                setup.topics(),
                positionsPartitions,
                new Suspects(setup.inspection()),
                UUID::randomUUID,
                setup.now(),
                stats.computeIfAbsent(number, ignored -> new LaneStats()),
                setup.observer(),
                setup.steps(),
                ended));
    Thread thread = new Thread(worker, "relay-" + setup.name() + "-" + number);
    running.put(number, new Running(lane, worker, thread));
    thread.start();
  }

  /**
   * Lets go of a lane that another owner took. Its worker may still wait for an answer, and if the
   * new owner dies meanwhile, that must not keep this process from taking the lane again: the two
   * workers differ in their epochs as those of two processes do.
   */
  void leaveIfLost(LaneRow row) {
    Running former = running.get(row.lane());
    if (former == null || row.epoch() == former.lane().epoch()) {
      return;
    }
    former.worker().stop();
    Running before = leaving.get(row.lane());
    if (before == null || !before.thread().isAlive()) {
      leaving.put(row.lane(), former);
      running.remove(row.lane());
    }
  }

  /** Stops so many, after their batches in flight; those that are stopping already come first. */
  void stop(int excess) {
    running.values().stream().limit(Math.max(0, excess)).forEach(lane -> lane.worker().stop());
  }

  /** Gives back the lanes whose workers have ended. */
  void reap(PgSession session) {
    for (Running lane : List.copyOf(running.values())) {
      LaneEnd end = lane.worker().end();
      if (end == null) {
        continue;
      }
      running.remove(lane.lane().number());
      if (end.owned()) {
        session.update(
            """
            update outbox_lane set owner = null, halted = $4,
                   halted_at = case when $4::text is null then null else clock_timestamp() end
             where lane = $1 and owner = $2 and epoch = $3
            """,
            (short) lane.lane().number(),
            setup.self(),
            lane.lane().epoch(),
            end.halted());
      }
    }
  }

  /** Stops all, and waits for each as long as a Kafka transaction can last. */
  void stopAll() {
    List<Running> all = new ArrayList<>(running.values());
    all.addAll(leaving.values());
    all.forEach(lane -> lane.worker().stop());
    for (Running lane : all) {
      try {
        lane.thread().join(setup.config().kafka().transactionTimeout().toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
