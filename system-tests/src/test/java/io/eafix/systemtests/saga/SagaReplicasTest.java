package io.eafix.systemtests.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eafix.localstack.process.Waiting;
import io.eafix.testservers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Three orchestrator processes share the sagas while participants misbehave, processes die or
 * freeze, and Postgres is killed. At the end every saga has ended, its effects match its state, and
 * what was undone was undone in reverse.
 */
@Tag("slow")
@Timeout(600)
class SagaReplicasTest {
  private static final int SAGAS = Integer.getInteger("eafix.sagas", 1_000);
  private static final long SEED = Long.getLong("eafix.seed", 20_260_105L);
  private static final int FAULT_PERCENT = 12;
  private static final String DATABASE = "saga_replicas";
  private static final SagaTable TABLE = new SagaTable(DATABASE);
  private static final String CONNECTIONS =
      "select count(pg_terminate_backend(pid)) from pg_stat_activity"
          + " where datname = '"
          + DATABASE
          + "' and pid <> pg_backend_pid()";
  private static final Duration SETTLE_TIMEOUT = Duration.ofSeconds(180);
  private static final String CHAOS =
      """
      name: chaos
      steps:
        - step: a
          participant: signal-service
          kind: compensatable
          action: {path: /a, input: '{"n": context.n}', timeout: PT0.5S, retry: {initialDelay: PT0.02S, maxDelay: PT0.2S, budget: PT3S}}
          compensation: {path: /undo-a, timeout: PT0.5S, retry: {initialDelay: PT0.02S, maxDelay: PT0.2S}}
        - parallel:
          - step: b
            participant: risk-service
            kind: compensatable
            action: {path: /b, input: '{"a": results.a.step, "seen": $keys(context)}', timeout: PT0.5S, retry: {initialDelay: PT0.02S, maxDelay: PT0.2S, budget: PT3S}}
            compensation: {path: /undo-b, timeout: PT0.5S, retry: {initialDelay: PT0.02S, maxDelay: PT0.2S}}
          - step: c
            participant: execution-engine
            kind: compensatable
            async: {timeout: PT4S, pollInterval: PT0.03S}
            action: {path: /c, timeout: PT0.5S, retry: {initialDelay: PT0.02S, maxDelay: PT0.2S, budget: PT3S}}
            compensation: {path: /undo-c, timeout: PT0.5S, retry: {initialDelay: PT0.02S, maxDelay: PT0.2S}}
        - step: p
          participant: execution-engine
          kind: pivot
          action: {path: /p, timeout: PT0.5S, retry: {initialDelay: PT0.02S, maxDelay: PT0.2S, budget: PT3S}}
          compensation: {path: /undo-p, timeout: PT0.5S, retry: {initialDelay: PT0.02S, maxDelay: PT0.2S}}
        - step: r
          participant: risk-service
          kind: retriable
          action: {path: /r, timeout: PT0.5S, retry: {initialDelay: PT0.02S, maxDelay: PT0.2S}}
      """;

  // Nothing relays here, so the outbox still has every event.
  private static final String UNTOLD =
      """
      select count(*) from saga s
       where s.state <> (select convert_from(o.payload, 'UTF8')::jsonb ->> 'state' from outbox o
                          where o.aggregate_id = s.saga_id::text
                          order by o.version desc limit 1)
          or 1 <> (select count(*) from outbox o
                    where o.aggregate_id = s.saga_id::text and convert_from(o.payload, 'UTF8')::jsonb ->> 'state' = s.state)
      """;
  private static final String MISCOUNTED =
      """
      select count(*) from saga s
       where s.version < (select max(a.version) from saga_attempt a where a.saga_id = s.saga_id)
      """;

  private static FaultyParticipants participants;
  private static Replicas replicas;
  private static final SagaClient CLIENT = new SagaClient();

  @BeforeAll
  static void start() throws Exception {
    participants = new FaultyParticipants(SEED, FAULT_PERCENT);
    Map<String, String> urls = new HashMap<>();
    for (String name : List.of("signal", "risk", "execution")) {
      urls.put(name, participants.url());
    }
    replicas = new Replicas(DATABASE, urls);
    replicas.start(3);
    CLIENT.define(replicas.url(0), "chaos", CHAOS);
  }

  @AfterAll
  static void stop() {
    if (replicas != null) {
      replicas.close();
    }
    participants.close();
  }

  @Test
  void noCrashLosesOrDoublesASaga() throws Exception {
    List<CompletableFuture<String>> starts = new ArrayList<>();
    Random random = new Random(SEED);
    for (int part = 0; part < 5; part++) {
      for (int i = 0; i < SAGAS / 5; i++) {
        String key = "chaos-" + part + "-" + i;
        starts.add(CLIENT.start(replicas.url(random.nextInt(3)), "chaos", key));
        if (i % 16 == 15) {
          starts.get(starts.size() - 16).handle((id, failed) -> id).get(90, TimeUnit.SECONDS);
        }
      }
      disturb(part);
    }
    Map<String, String> sagas = new HashMap<>();
    for (CompletableFuture<String> start : starts) {
      sagas.put(start.get(120, TimeUnit.SECONDS), "");
    }
    assertEquals(SAGAS / 5 * 5, sagas.size(), "a start was doubled or lost");
    awaitEnd();
    Map<String, Integer> states = new HashMap<>();
    TABLE.states().forEach((saga, state) -> sagas.computeIfPresent(saga, (id, no) -> state));
    sagas.forEach(
        (saga, state) -> {
          states.merge(state, 1, Integer::sum);
          check(saga, state);
        });
    assertEquals(List.of(), participants.ledger().violations());
    assertEquals(0, TABLE.number(UNTOLD), "the last event of a saga is not its end");
    assertEquals(0, TABLE.number(MISCOUNTED), "the journal and the sagas' versions differ");
    assertTrue(states.getOrDefault("COMPLETED", 0) > SAGAS / 4, states::toString);
    assertTrue(states.getOrDefault("COMPENSATED", 0) > 0, states::toString);
  }

  private static void disturb(int part) throws Exception {
    switch (part) {
      case 0 -> {
        replicas.kill(0);
        participants.restart();
        replicas.startAgain(0);
      }
      case 1 -> {
        replicas.pause(1);
        awaitTakeover(1);
        TABLE.number(CONNECTIONS);
        replicas.resume(1);
      }
      case 2 -> {
        TestServers.postgres().kill();
        TestServers.postgres().start();
      }
      case 3 -> {
        participants.away(true);
        replicas.kill(2);
        participants.away(false);
        replicas.startAgain(2);
      }
      default -> {
        replicas.stop(0);
        replicas.kill(1);
        replicas.startAgain(0);
        replicas.startAgain(1);
      }
    }
  }

  /** Waits until the paused replica owns nothing any more. */
  private static void awaitTakeover(int replica) {
    String owned =
        "select count(*) from saga s join saga_replica r on r.epoch = s.owner_epoch"
            + " where r.name = 'replica-"
            + replica
            + "'";
    assertTrue(
        Waiting.until(Duration.ofSeconds(30), () -> TABLE.number(owned) == 0),
        "no takeover in time");
  }

  private static void awaitEnd() {
    boolean ended =
        Waiting.until(
            SETTLE_TIMEOUT,
            Duration.ofMillis(200),
            () -> {
              JsonNode stats = CLIENT.get(replicas.url(0) + "/sagas/stats");
              return stats != null && stats.get("nonTerminal").asLong() == 0;
            });
    assertTrue(ended, () -> "not ended: " + CLIENT.get(replicas.url(0) + "/sagas/stats"));
  }

  private static void check(String saga, String state) {
    List<String> effects = participants.ledger().of(saga);
    if (state.equals("COMPLETED")) {
      assertEquals("do a", effects.get(0), saga);
      assertEquals(Set.of("do b", "do c"), Set.copyOf(effects.subList(1, 3)), saga);
      assertEquals(List.of("do p", "do r"), effects.subList(3, effects.size()), saga);
      return;
    }
    assertEquals("COMPENSATED", state, saga);
    // Steps of a group act in any order, and are undone in the order in which they are written.
    List<String> done = steps(effects, "do ").stream().sorted().toList();
    List<String> undone = steps(effects, "undo ");
    Collections.reverse(undone);
    assertEquals(done, undone, () -> saga + ": not undone in reverse: " + effects);
    assertTrue(!done.contains("r"), () -> saga + ": undone past the pivot: " + effects);
  }

  private static List<String> steps(List<String> effects, String prefix) {
    return new ArrayList<>(
        effects.stream()
            .filter(effect -> effect.startsWith(prefix))
            .map(effect -> effect.substring(prefix.length()))
            .toList());
  }
}
