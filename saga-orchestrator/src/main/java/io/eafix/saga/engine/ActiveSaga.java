package io.eafix.saga.engine;

import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.run.SagaMachine;
import io.eafix.saga.run.SagaRun;
import io.eafix.saga.run.StepRun;
import io.eafix.saga.run.StepStatus;
import io.eafix.saga.run.Surroundings;
import io.eafix.saga.store.Payloads;
import io.eafix.saga.store.ProgressCodec;
import io.eafix.saga.store.SagaRecord;
import io.vertx.core.buffer.Buffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A saga that this replica drives. Lives on the engine's event loop, except that a new one may be
 * prepared elsewhere and handed over.
 */
final class ActiveSaga implements Surroundings {

  private static final SecureRandom SECRETS = new SecureRandom();
  private static final int SECRET_BYTES = 16;
  private static final long NO_TIMER = -1;

  final UUID id;
  final SagaPlan plan;
  final SagaMachine machine;
  final String businessKey;
  final String traceParent;
  final Instant deadlineAt;
  final Map<String, Object> context;
  private final Clock clock;

  /** What is committed. */
  SagaRun run;

  /** Version of what is committed. */
  long version;

  /** Answers by step name. */
  Map<String, Object> results;

  /** Events to be applied to {@link #run}. */
  final Deque<SagaEvent> mailbox = new ArrayDeque<>();

  /** Events whose result is being written; they are applied again if the write fails. */
  List<SagaEvent> applying = List.of();

  boolean writing;
  int writesFailed;
  boolean rereadWanted;
  boolean gone;
  long timer = NO_TIMER;

  private final BitSet inFlight = new BitSet();
  private final BitSet sentByOthers = new BitSet();
  private final Instant[] heldUntil;
  private final Buffer[] bodies;
  private final Instant[] dueSince;

  ActiveSaga(SagaRecord saga, SagaPlan plan, Clock clock) {
    this.id = saga.id();
    this.plan = plan;
    this.machine = new SagaMachine(plan, ThreadLocalRandom.current());
    this.businessKey = saga.businessKey();
    this.traceParent = saga.traceParent();
    this.deadlineAt = saga.deadlineAt();
    // As the client wrote it and as Postgres gives it back: expressions must see the same.
    this.context = Payloads.readObject(Payloads.write(Payloads.readObject(saga.context())));
    this.clock = clock;
    this.heldUntil = new Instant[plan.size()];
    this.bodies = new Buffer[2 * plan.size()];
    this.dueSince = new Instant[2 * plan.size()];
    reread(saga);
  }

  /** Takes over what Postgres says; calls in flight stay so. */
  void reread(SagaRecord saga) {
    SagaRun read = ProgressCodec.read(plan, saga.state(), saga.progress());
    for (int i = 0; run != null && i < plan.size(); i++) {
      if (!read.step(i).equals(run.step(i))) {
        // A person may want the call made now, of which attempts are not counted any more.
        heldUntil[i] = null;
        sentByOthers.set(i, isOut(run.step(i)) && isOut(read.step(i)));
        dueSince[phase(i, false)] = null;
        dueSince[phase(i, true)] = null;
      }
    }
    this.run = read;
    this.version = saga.version();
    this.results = saga.results();
  }

  private static boolean isOut(StepRun step) {
    return step.status() == StepStatus.RUNNING || step.status() == StepStatus.ACCEPTED;
  }

  /** Others have driven it before: what they decided may have been sent. */
  void takenOver() {
    for (int i = 0; i < plan.size(); i++) {
      sentByOthers.set(i, run.step(i).status() == StepStatus.RUNNING);
    }
  }

  /** Puts the events back whose result could not be written. */
  void unapply() {
    List<SagaEvent> again = new ArrayList<>(applying);
    again.addAll(mailbox);
    mailbox.clear();
    mailbox.addAll(again);
    applying = List.of();
    writing = false;
  }

  void calling(int step) {
    inFlight.set(step);
  }

  void answered(int step) {
    inFlight.clear(step);
  }

  boolean idle() {
    return inFlight.isEmpty();
  }

  /** Keeps a step from being called or polled before this time; not durable, and need not be. */
  void hold(int step, Instant until) {
    heldUntil[step] = until;
  }

  Instant heldUntil(int step) {
    return heldUntil[step];
  }

  /**
   * Since when a step's budget counts: the time of its first attempt, later by as long as the next
   * one has been due without anybody who could make it. However long the saga was paused, queued or
   * without a replica: what was decided is sent at least once, if the participant allows it.
   */
  @Override
  public Instant dueSince(int step) {
    int phase = phase(step, run.step(step).status() == StepStatus.COMPENSATING);
    if (dueSince[phase] == null) {
      dueSince[phase] = counted(run.step(step));
    }
    return dueSince[phase];
  }

  private Instant counted(StepRun step) {
    Instant now = now();
    boolean late = step.due() != null && step.due().isBefore(now);
    return late ? step.since().plus(Duration.between(step.due(), now)) : step.since();
  }

  private static int phase(int step, boolean compensation) {
    return 2 * step + (compensation ? 1 : 0);
  }

  /** The body that was sent before in this phase, or null. */
  Buffer body(int step, boolean compensation) {
    return bodies[phase(step, compensation)];
  }

  void remember(int step, boolean compensation, Buffer body) {
    bodies[phase(step, compensation)] = body;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public boolean inFlight(int step) {
    return inFlight.get(step);
  }

  @Override
  public boolean sentByOthers(int step) {
    return sentByOthers.get(step);
  }

  @Override
  public boolean late() {
    return deadlineAt != null && !now().isBefore(deadlineAt);
  }

  @Override
  public boolean holds(int step) {
    return plan.step(step)
        .when()
        .map(condition -> condition.holds(ExpressionInput.ofAction(this, step)))
        .orElse(true);
  }

  @Override
  public String newSecret() {
    byte[] secret = new byte[SECRET_BYTES];
    SECRETS.nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }
}
