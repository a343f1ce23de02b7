package io.eafix.execution.sender;

import io.eafix.execution.config.ExecutionConfig;
import io.eafix.execution.halt.CatchUp;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.Venue;
import io.eafix.execution.venue.Venues;
import io.eafix.execution.work.Lane;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The durable worker between committed instructions and venues. It may run in any number of
 * processes; the database decides who sends what, and that nothing is sent twice.
 *
 * <p>It is woken by whoever committed an instruction, and looks by itself now and then, so that a
 * lost wake-up or a crash delays work and never loses it. Each venue has its own lane, so that one
 * that is slow holds up no other.
 */
@ApplicationScoped
public class Sender {
  private static final Logger LOG = Logger.getLogger(Sender.class);
  private static final int ABANDONED_BATCH_MAX = 100;

  private final Vertx vertx;
  private final Transactions transactions;
  private final ClaimStore claims;
  private final Messenger messenger;
  private final Doubts doubts;
  private final Outcomes outcomes;
  private final SenderMetrics metrics;
  private final CatchUp catchUp;
  private final ExecutionConfig config;
  private final ClaimStore.AgeLimits ages;
  private final List<Lanes> lanes;
  private final String owner = UUID.randomUUID().toString();
  private long timer = -1;
  private volatile boolean running;

  Sender(
      Vertx vertx,
      Transactions transactions,
      ClaimStore claims,
      Messenger messenger,
      Doubts doubts,
      Outcomes outcomes,
      SenderMetrics metrics,
      Venues venues,
      CatchUp catchUp,
      ExecutionConfig config) {
    this.vertx = vertx;
    this.transactions = transactions;
    this.claims = claims;
    this.messenger = messenger;
    this.doubts = doubts;
    this.outcomes = outcomes;
    this.metrics = metrics;
    this.catchUp = catchUp;
    this.config = config;
    this.ages =
        new ClaimStore.AgeLimits(
            config.inDoubt().resendAgeMaxMs(), config.sender().orderAgeMaxMs());
    this.lanes = venues.all().stream().map(this::lanes).toList();
  }

  /** What is done for one venue: sending, asking, and refusing what must not go out. */
  private record Lanes(Lane send, Lane ask, Lane refuse) {
    Stream<Lane> all() {
      return Stream.of(send, ask, refuse);
    }
  }

  private Lanes lanes(Venue venue) {
    int most = config.sender().inFlightMax();
    Gate gate = new Gate(GateLimits.of(config, venue.name()), System::nanoTime);
    metrics.watch(venue, gate);
    String to = venue.name();
    Lane ask = new Lane("doubts about " + to, most, room -> askNext(venue, room));
    Lane refuse = new Lane("what may not go to " + to, most, room -> refuseHeldBack(venue, room));
    Lane send = new Lane("messages to " + to, most, room -> sendNext(venue, gate, refuse, room));
    return new Lanes(send, ask, refuse);
  }

  void start(@Observes StartupEvent event) {
    running = true;
    timer = vertx.setPeriodic(config.sender().pollMs(), tick -> poll());
    catchUp.begin(this::wake);
    wake();
  }

  void stop(@Observes ShutdownEvent event) {
    running = false;
    vertx.cancelTimer(timer);
    lanes.stream().flatMap(Lanes::all).forEach(Lane::end);
    lanes.stream().flatMap(Lanes::all).forEach(lane -> lane.awaitIdle(config.sender().drainMs()));
  }

  /** Only now can the venue be asked, and "not found" begins to mean something. */
  void back(@Observes VenueBack event) {
    long settle = config.inDoubt().settleMs();
    transactions
        .inNewTransaction(
            () -> transactions.sql().flatMap(sql -> claims.askAnew(sql, event.venue(), settle)))
        .subscribe()
        .with(
            done -> wakeAfter(settle),
            failure -> LOG.warnf("Doubts about %s wait: %s", event.venue(), failure));
    wake();
  }

  /** Says that there may be messages to send; call it after the commit that made them. */
  public void wake() {
    if (running) {
      lanes.forEach(venue -> venue.send().wake());
    }
  }

  private void wakeAll() {
    if (running) {
      lanes.stream().flatMap(Lanes::all).forEach(Lane::wake);
    }
  }

  private void poll() {
    transactions
        .inNewTransaction(
            () ->
                transactions
                    .sql()
                    .flatMap(
                        sql ->
                            claims.abandoned(
                                sql, ABANDONED_BATCH_MAX, config.inDoubt().settleMs())))
        .subscribe()
        .with(
            metrics::abandoned,
            failure -> LOG.warnf("Cannot look for abandoned instructions: %s", failure));
    wakeAll();
  }

  private Uni<List<Uni<Void>>> sendNext(Venue venue, Gate gate, Lane refuse, int room) {
    if (!venue.ready()) {
      return Uni.createFrom().item(List.of());
    }
    Gate.Leave leave = gate.take(room);
    if (leave.count() == 0) {
      return Uni.createFrom().item(List.of());
    }
    long claimedNanos = System.nanoTime();
    long lease = config.sender().leaseMs();
    // Before the transaction: what releases new orders has committed before that.
    boolean held = catchUp.holds();
    return claim(sql -> claims.toSend(sql, venue.name(), leave.count(), ages, owner, lease, held))
        .onFailure()
        .invoke(failure -> gate.giveBack(leave, leave.count()))
        .invoke(
            found -> {
              gate.giveBack(leave, leave.count() - found.size());
              if (found.isEmpty()) {
                // What woke this may be what must not go out.
                refuse.wake();
              }
            })
        .map(
            found ->
                found.stream()
                    .map(
                        claim ->
                            send(venue, claim, ended -> gate.ended(leave, ended), claimedNanos))
                    .toList());
  }

  private Uni<Void> send(Venue venue, Claim claim, Consumer<SendOutcome> ended, long claimedNanos) {
    return messenger
        .send(venue, claim, claimedNanos)
        .invoke(outcome -> metrics.sent(venue, claim, outcome))
        .invoke(ended)
        .call(outcome -> outcomes.sent(claim, outcome).invoke(kept -> told(claim, kept)))
        .invoke(this::later)
        .replaceWithVoid();
  }

  private Uni<List<Uni<Void>>> refuseHeldBack(Venue venue, int room) {
    return transactions
        .inNewTransaction(
            () -> transactions.sql().flatMap(sql -> claims.heldBack(sql, venue.name(), room, ages)))
        .map(found -> found.stream().map(outcomes::heldBack).toList());
  }

  private Uni<List<Uni<Void>>> askNext(Venue venue, int room) {
    if (!venue.ready()) {
      // No question can be asked, so none goes unanswered.
      return Uni.createFrom().item(List.of());
    }
    long lease = config.sender().leaseMs();
    return claim(sql -> claims.inDoubt(sql, venue.name(), room, owner, lease))
        .map(found -> found.stream().map(claim -> ask(venue, claim)).toList());
  }

  private Uni<Void> ask(Venue venue, Claim claim) {
    return doubts
        .ask(venue, claim)
        .invoke(verdict -> metrics.asked(venue, verdict))
        .call(verdict -> outcomes.answered(claim, verdict).invoke(kept -> told(claim, kept)))
        .invoke(
            verdict -> {
              if (verdict instanceof Verdict.Later later) {
                wakeAfter(later.pauseMs());
              }
            })
        .replaceWithVoid();
  }

  private Uni<List<Claim>> claim(Function<Sql, Uni<List<Claim>>> claiming) {
    return transactions.inNewTransaction(() -> transactions.sql().flatMap(claiming::apply));
  }

  private void later(SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Indeterminate) {
      wakeAfter(config.inDoubt().settleMs());
    } else if (outcome instanceof SendOutcome.NotSent) {
      wakeAfter(config.sender().unsentRetryMs());
    }
  }

  private void wakeAfter(long pauseMs) {
    vertx.setTimer(Math.max(1, pauseMs), tick -> wakeAll());
  }

  private void told(Claim claim, boolean kept) {
    if (!kept) {
      metrics.fenced();
      LOG.warnf("The claim on %s was lost before its outcome was written", claim.clOrdId());
    }
  }
}
