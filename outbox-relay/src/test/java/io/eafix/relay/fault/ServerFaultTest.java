package io.eafix.relay.fault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.Promise;
import io.eafix.relay.support.TestRelay;
import io.eafix.testservers.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Servers die, stop answering, or lose their connections while events are written. */
class ServerFaultTest {

  private static final Duration LONG = Duration.ofSeconds(120);
  private static final long SEED = Long.getLong("fault.seed", 42);

  /** Timeouts that a test can outlast. */
  private static final Map<String, String> IMPATIENT =
      Map.of(
          "eafix.relay.kafka.request-timeout", "2s",
          "eafix.relay.kafka.transaction-timeout", "4s",
          "eafix.relay.database.statement-timeout", "2s",
          "eafix.relay.database.retry-pause-max", "500ms");

  @Test
  void kafkaStopsAnsweringSoThatCommitsHaveNoKnownOutcome() {
    OutboxDatabase database = OutboxDatabase.of("kafka_paused");
    try (TestRelay relay = TestRelay.of(database, IMPATIENT)) {
      try (Traffic traffic = new Traffic(database, "kafka_paused", SEED, 2)) {
        published(relay, 50);
        for (int i = 0; i < 2; i++) {
          long retries = retries(relay);
          TestServers.kafka().pause();
          boolean noticed = Waiting.until(LONG, () -> retries(relay) > retries);
          TestServers.kafka().resume();
          assertTrue(noticed);
          published(relay, 50);
        }
      }
      Promise.requireKept(database, "kafka_paused", LONG);
    }
  }

  @Test
  void kafkaIsKilledAndRestarted() {
    OutboxDatabase database = OutboxDatabase.of("kafka_killed");
    try (TestRelay relay = TestRelay.of(database, IMPATIENT)) {
      try (Traffic traffic = new Traffic(database, "kafka_killed", SEED, 2)) {
        published(relay, 50);
        TestServers.kafka().kill();
        TestServers.kafka().start();
        published(relay, 50);
      }
      Promise.requireKept(database, "kafka_killed", LONG);
    }
  }

  @Test
  void postgresEndsTheRelaysConnectionsAgainAndAgain() throws SQLException {
    OutboxDatabase database = OutboxDatabase.of("terminated");
    try (TestRelay relay = TestRelay.of(database, IMPATIENT);
        Connection admin = TestServers.postgres().connect("postgres");
        Statement statement = admin.createStatement()) {
      try (Traffic traffic = new Traffic(database, "terminated", SEED, 2)) {
        for (int i = 0; i < 10; i++) {
          published(relay, 10);
          statement.execute(
              "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'relay'");
        }
        published(relay, 10);
      }
      Promise.requireKept(database, "terminated", LONG);
    }
  }

  @Test
  void postgresIsKilledAndRestarted() {
    OutboxDatabase database = OutboxDatabase.of("postgres_killed");
    try (TestRelay relay = TestRelay.of(database, IMPATIENT)) {
      try (Traffic traffic = new Traffic(database, "postgres_killed", SEED, 2)) {
        published(relay, 50);
        TestServers.postgres().kill();
        TestServers.postgres().start();
        published(relay, 50);
      }
      Promise.requireKept(database, "postgres_killed", LONG);
    }
  }

  @Test
  void connectionsToPostgresAreCutOrSwallowTheirBytes() throws Exception {
    OutboxDatabase database = OutboxDatabase.of("proxied");
    try (Proxy proxy = new Proxy(TestServers.postgres().port());
        TestRelay relay = TestRelay.of(database, behind(proxy))) {
      try (Traffic traffic = new Traffic(database, "proxied", SEED, 2)) {
        for (Proxy.Fault fault : List.of(Proxy.Fault.values())) {
          published(relay, 20);
          proxy.fail(fault);
          LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
          proxy.heal();
        }
        published(relay, 20);
      }
      Promise.requireKept(database, "proxied", LONG);
    }
  }

  private static Map<String, String> behind(Proxy proxy) {
    Map<String, String> settings = new java.util.HashMap<>(IMPATIENT);
    settings.put("eafix.relay.sources.test.port", Integer.toString(proxy.port()));
    return settings;
  }

  private static long retries(TestRelay relay) {
    return relay.source().worker().stats().values().stream()
        .mapToLong(lane -> lane.retries.sum())
        .sum();
  }

  /** Waits until this many more events are published. */
  private static void published(TestRelay relay, long more) {
    long before = count(relay);
    assertTrue(Waiting.until(LONG, () -> count(relay) >= before + more), "nothing is published");
  }

  private static long count(TestRelay relay) {
    return relay.source().worker().stats().values().stream()
        .mapToLong(lane -> lane.published.sum())
        .sum();
  }
}
