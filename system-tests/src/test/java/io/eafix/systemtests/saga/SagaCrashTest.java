package io.eafix.systemtests.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A replica dies or freezes at the very point where something could be lost or doubled; another
 * takes its saga over.
 */
@Tag("slow")
@Timeout(300)
class SagaCrashTest {
  private static final String DATABASE = "saga_crash";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final SagaTable SAGAS = new SagaTable(DATABASE);
  private static final SagaClient CLIENT = new SagaClient();
  private static final String WAITING =
      "select count(*) from pg_stat_activity"
          + " where wait_event_type = 'Lock' and query like '%update saga%'";
  private static final String END_WAITING =
      "select count(pg_terminate_backend(pid)) from pg_stat_activity"
          + " where wait_event_type = 'Lock' and query like '%update saga%'";
  private static final String TWO_STEPS =
      """
      name: crash
      steps:
        - step: a
          participant: signal-service
          kind: compensatable
          action: {path: /a, timeout: PT60S}
          compensation: {path: /undo-a, timeout: PT60S}
        - step: b
          participant: risk-service
          kind: compensatable
          action: {path: /b, timeout: PT60S}
          compensation: {path: /undo-b, timeout: PT60S}
      """;

  private static GatedParticipants participants;
  private static Replicas replicas;

  @BeforeAll
  static void start() throws Exception {
    participants = new GatedParticipants();
    replicas =
        new Replicas(
            DATABASE,
            Map.of(
                "signal",
                participants.url(),
                "risk",
                participants.url(),
                "execution",
                participants.url()));
    replicas.start(2);
    CLIENT.define(replicas.url(0), "crash", TWO_STEPS);
  }

  @AfterAll
  static void stop() {
    participants.close();
    if (replicas != null) {
      replicas.close();
    }
  }

  @AfterEach
  void refuseNothing() {
    participants.refuseNothing();
  }

  @Test
  void killedBetweenAnswerAndCheckpointTheCallIsMadeAgainWithItsKey() throws Exception {
    participants.close("/a");
    String saga = begin("/a", "a:action");
    killBeforeItCanWrite(saga, "/a");
    awaitState(saga, "COMPLETED");
    assertEquals(List.of("do a", "do b"), participants.ledger().of(saga));
    assertEquals(
        List.of(saga + ":a:action", saga + ":a:action", saga + ":b:action"),
        participants.keys(saga));
  }

  @Test
  void killedBetweenRefusalAndCompensationTheEarlierStepIsUndoneOnce() throws Exception {
    participants.refuse("/b");
    participants.close("/b");
    String saga = begin("/b", "b:action");
    killBeforeItCanWrite(saga, "/b");
    awaitState(saga, "COMPENSATED");
    assertEquals(List.of("do a", "undo a"), participants.ledger().of(saga));
    assertEquals(1, Collections.frequency(participants.keys(saga), saga + ":a:compensation"));
  }

  @Test
  void killedWhileACompensationIsOnItsWayItIsSentAgain() throws Exception {
    participants.refuse("/b");
    participants.close("/undo-a");
    String saga = begin("/undo-a", "a:compensation");
    replicas.kill(0);
    participants.drop("/undo-a");
    awaitState(saga, "COMPENSATED");
    assertEquals(List.of("do a", "undo a"), participants.ledger().of(saga));
    assertEquals(2, Collections.frequency(participants.keys(saga), saga + ":a:compensation"));
    replicas.startAgain(0);
  }

  @Test
  void whatAReplicaWritesThatWasFrozenPastItsLeaseTouchesNoRow() throws Exception {
    participants.close("/a");
    String saga = begin("/a", "a:action");
    replicas.pause(0);
    try {
      participants.awaitArrival(saga + ":a:action", 2);
      participants.open("/a");
      awaitState(saga, "COMPLETED");
    } finally {
      String before = written(saga);
      replicas.resume(0);
      assertTrue(
          Waiting.until(TIMEOUT, () -> replicas.metric(0, "eafix_saga_active") == 0),
          "the replica that was frozen keeps a saga that is not its own");
      assertEquals(before, written(saga));
    }
    assertEquals(List.of("do a", "do b"), participants.ledger().of(saga));
  }

  /** Starts a saga at replica 0 and waits for a call that it makes. */
  private static String begin(String path, String call) throws Exception {
    String saga =
        CLIENT
            .start(replicas.url(0), "crash", path + UUID.randomUUID())
            .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    participants.awaitArrival(saga + ':' + call, 1);
    return saga;
  }

  /** Lets the participant answer, and kills replica 0 while Postgres withholds its checkpoint. */
  private static void killBeforeItCanWrite(String saga, String path) throws Exception {
    try (Connection holder = SAGAS.connect();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("select 1 from saga where saga_id = '" + saga + "' for update");
      participants.open(path);
      SAGAS.await(TIMEOUT, WAITING, 1);
      replicas.kill(0);
      // A statement that waits for a lock does not notice that its client has died.
      SAGAS.number(END_WAITING);
      SAGAS.await(TIMEOUT, WAITING, 0);
      holder.rollback();
    }
    replicas.startAgain(0);
  }

  private static void awaitState(String saga, String state) {
    assertTrue(
        Waiting.until(TIMEOUT, () -> state.equals(SAGAS.state(saga))),
        () -> saga + " is " + SAGAS.state(saga));
  }

  /** Everything that a write to a saga would change. */
  private static String written(String saga) {
    return SAGAS.text(
        """
        select s.version || ' ' || s.xmin || ' ' || s.state
               || ' ' || (select count(*) from saga_attempt where saga_id = s.saga_id)
               || ' ' || (select count(*) from outbox where aggregate_id = s.saga_id::text)
          from saga s where s.saga_id = '%s'
        """
            .formatted(saga));
  }
}
