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
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers die, stop answering, or lose their connections while events are written. */
class ServerFaultTest {

  private static final Duration LONG = Duration.ofSeconds(120);
  private static final long SEED = Long.getLong("fault.seed", 42);

  /** Timeouts that a test can outlast. */
  static final Map<String, String> IMPATIENT =
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
        relay.publishes(50, LONG);
        for (int i = 0; i < 2; i++) {
          long retries = relay.retries();
          TestServers.kafka().pause();
          boolean noticed = Waiting.until(LONG, () -> relay.retries() > retries);
          TestServers.kafka().resume();
          assertTrue(noticed);
          relay.publishes(50, LONG);
        }
      }
      Promise.requireKept(database, "kafka_paused", LONG);
    }
  }

  @Test
  @Tag("slow")
  void kafkaIsKilledAndRestarted() {
    OutboxDatabase database = OutboxDatabase.of("kafka_killed");
    try (TestRelay relay = TestRelay.of(database, IMPATIENT)) {
      try (Traffic traffic = new Traffic(database, "kafka_killed", SEED, 2)) {
        relay.publishes(50, LONG);
        TestServers.kafka().kill();
        TestServers.kafka().start();
        relay.publishes(50, LONG);
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
          relay.publishes(10, LONG);
          statement.execute(
              "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'relay'");
        }
        relay.publishes(10, LONG);
      }
      Promise.requireKept(database, "terminated", LONG);
    }
  }

  @Test
  void postgresIsKilledAndRestarted() {
    OutboxDatabase database = OutboxDatabase.of("postgres_killed");
    try (TestRelay relay = TestRelay.of(database, IMPATIENT)) {
      try (Traffic traffic = new Traffic(database, "postgres_killed", SEED, 2)) {
        relay.publishes(50, LONG);
        TestServers.postgres().kill();
        TestServers.postgres().start();
        relay.publishes(50, LONG);
      }
      Promise.requireKept(database, "postgres_killed", LONG);
    }
  }

  @Test
  @Tag("slow")
  void connectionsToPostgresAreCutOrSwallowTheirBytes() throws Exception {
    OutboxDatabase database = OutboxDatabase.of("proxied");
    try (Proxy proxy = new Proxy(TestServers.postgres().port());
        TestRelay relay = TestRelay.of(database, behind(proxy))) {
      try (Traffic traffic = new Traffic(database, "proxied", SEED, 2)) {
        for (Proxy.Fault fault : EnumSet.complementOf(EnumSet.of(Proxy.Fault.SWALLOW_COMMITS))) {
          relay.publishes(20, LONG);
          long retries = relay.retries();
          assertTrue(proxy.failUntil(() -> relay.retries() > retries, fault, LONG));
        }
        relay.publishes(20, LONG);
      }
      Promise.requireKept(database, "proxied", LONG);
    }
  }

  private static Map<String, String> behind(Proxy proxy) {
    Map<String, String> settings = new java.util.HashMap<>(IMPATIENT);
    settings.put("eafix.relay.sources.test.port", Integer.toString(proxy.port()));
    return settings;
  }
}
