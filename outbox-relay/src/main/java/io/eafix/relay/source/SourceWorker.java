package io.eafix.relay.source;

import io.eafix.relay.db.DatabaseException;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.kafka.KafkaStepException;
import io.eafix.relay.kafka.SetupException;
import io.eafix.relay.kafka.StartChecks;
import io.eafix.relay.kafka.Topics;
import io.eafix.relay.lane.HaltException;
import io.eafix.relay.lane.LaneStats;
import io.eafix.relay.lane.Pauses;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Supervises one source on one thread: waits for its database, beats, takes and gives back lanes so
 * that the replicas share them, listens for hints, and keeps the slots empty. The lanes themselves
 * run on threads of their own.
 */
public final class SourceWorker implements Runnable {

  private static final Logger LOG = Logger.getLogger(SourceWorker.class);
  private static final String CHANNEL = "eafix_outbox";

  private final SourceSetup setup;
  private final Semaphore attention = new Semaphore(0);
  private final LaneWorkers workers;
  private final Members members;
  private final SlotKeeper slots;
  private Topics.Topic positions;
  private volatile boolean stopping;
  private volatile SourceStatus status = SourceStatus.WAITING;
  private volatile String detail = "starting";
  private volatile List<LaneRow> lanes = List.of();

  /** For one source. */
  public SourceWorker(SourceSetup setup) {
    this.setup = setup;
    this.workers = new LaneWorkers(setup, attention::release);
    this.members =
        new Members(
            setup.self(), setup.relayName(), setup.config().leases().duration(), System::nanoTime);
    this.slots = new SlotKeeper(setup.config().slots(), System::nanoTime);
  }

  /** Name of the source. */
  public String name() {
    return setup.name();
  }

  /** What it is doing. */
  public SourceStatus status() {
    return status;
  }

  /** Why it waits or refuses; empty while it runs. */
  public String detail() {
    return detail;
  }

  /** The lanes as last seen in Postgres. */
  public List<LaneRow> lanes() {
    return lanes;
  }

  /** Counters of the lanes that this process owned at some time. */
  public Map<Integer, LaneStats> stats() {
    return workers.stats();
  }

  /** Identity of this process in the source's database. */
  public UUID self() {
    return setup.self();
  }

  /**
   * The Kafka cluster as it answers now.
   *
   * @throws KafkaStepException if it does not
   */
  public String currentKafkaCluster() {
    return setup.topics().clusterId();
  }

  /** Ends all lanes after their batches in flight, gives them back and ends. */
  public void stop() {
    stopping = true;
    attention.release();
  }

  @Override
  public void run() {
    Pauses pauses = new Pauses(setup.config().database().retryPauseMax());
    while (!stopping) {
      try (PgSession session = setup.databases().open()) {
        supervise(session, pauses);
      } catch (DatabaseException | KafkaStepException | NotReadyException e) {
        waiting(SourceStatus.WAITING, e.getMessage());
      } catch (HaltException | SetupException e) {
        waiting(SourceStatus.REFUSED, e.getMessage());
        workers.stopAll();
      } catch (RuntimeException e) {
        LOG.errorf(e, "source %s fails by a defect and is tried again", name());
        waiting(SourceStatus.WAITING, e.toString());
      }
      if (!stopping) {
        await(pauses.next());
      }
    }
    workers.stopAll();
    status = SourceStatus.STOPPED;
  }

  private void waiting(SourceStatus status, String why) {
    if (!why.equals(detail)) {
      LOG.warnf("source %s: %s", name(), why);
    }
    this.status = status;
    this.detail = why;
  }

  private void supervise(PgSession session, Pauses pauses) {
    requireTables(session);
    identity(session);
    note(StartChecks.verify(setup.topics(), setup.config().kafka()));
    session.onNotification(payload -> workers.wake(Hint.parse(payload)));
    session.onClose(attention::release);
    session.run("listen " + CHANNEL);
    LOG.infof("source %s: publishing", name());
    status = SourceStatus.RUNNING;
    detail = "";
    pauses.reset();
    long beats = 0;
    long lookedNanos = System.nanoTime();
    while (!stopping) {
      if (System.nanoTime() - lookedNanos > setup.config().leases().duration().toNanos()) {
        lookAgain(session);
        lookedNanos = System.nanoTime();
      }
      members.beat(session);
      workers.reap(session);
      share(session);
      slots.tend(session);
      if (++beats % 60 == 0) {
        members.bury(session);
      }
      await(setup.config().leases().beatInterval());
    }
    workers.stopAll();
    workers.reap(session);
    members.leave(session);
  }

  /**
   * Looks whether Kafka is still there, the same, and has the positions topic, which is made anew
   * if it is missing. While Kafka does not answer this process does not beat either, so that one
   * which alone has lost it loses its lanes to the others.
   */
  private void lookAgain(PgSession session) {
    identity(session);
    if (isOther(setup.topics().positions())) {
      note(StartChecks.verify(setup.topics(), setup.config().kafka()));
    }
  }

  /** If the positions topic was made anew all lanes start again, and look for their markers. */
  private void note(Topics.Topic now) {
    if (positions != null && isOther(now)) {
      LOG.warnf("source %s: the positions topic is not what it was: lanes start again", name());
      workers.stop(workers.count());
    }
    positions = now;
  }

  private boolean isOther(Topics.Topic now) {
    return !now.id().equals(positions.id()) || now.partitions() != positions.partitions();
  }

  private Identity identity(PgSession session) {
    return Identity.verify(session, setup.topics().clusterId());
  }

  private void requireTables(PgSession session) {
    for (Row row :
        session.query(
            "select to_regclass('outbox_control') is not null"
                + " and has_table_privilege(to_regclass('outbox_control'), 'select,update')")) {
      if (!Boolean.TRUE.equals(row.getBoolean(0))) {
        throw new NotReadyException(
            "the outbox tables are missing or not granted to this role yet; they come with the"
                + " service's start");
      }
    }
  }

  private void share(PgSession session) {
    List<LaneRow> rows = new ArrayList<>();
    session.query(LaneRow.SELECT).forEach(row -> rows.add(LaneRow.of(row)));
    lanes = List.copyOf(rows);
    rows.forEach(workers::leaveIfLost);
    int share = members.share(rows.size());
    int own = workers.count();
    for (LaneRow row : rows) {
      // An own lane without a worker is one whose worker ended by a defect, or an earlier one's of
      // the same process that could not give it back.
      boolean free =
          row.owner() == null || row.owner().equals(self()) || members.isDead(row.owner());
      if (own < share && row.halted() == null && free && !workers.has(row.lane())) {
        own += take(session, row) ? 1 : 0;
      }
    }
    workers.stop(own - share);
  }

  private boolean take(PgSession session, LaneRow row) {
    // An operator may have accepted another cluster meanwhile: what Kafka is now counts.
    Identity identity = identity(session);
    boolean taken = row.take(session, setup.self());
    if (taken) {
      workers.start(row, identity, positions.partitions());
    }
    return taken;
  }

  private void await(Duration duration) {
    try {
      attention.tryAcquire(duration.toMillis(), TimeUnit.MILLISECONDS);
      attention.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }
}
