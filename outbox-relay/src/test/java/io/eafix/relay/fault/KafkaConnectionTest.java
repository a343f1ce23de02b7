package io.eafix.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.kafka.Detour;
import io.eafix.localstack.kafka.KafkaServer;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.Waiting;
import io.eafix.relay.lane.StepListener;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.Promise;
import io.eafix.relay.support.TestRelay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A relay that reaches Kafka over a bad network. The broker tells the relay's clients the port of a
 * proxy, so that no connection of theirs goes around it; the broker itself, and the consumer that
 * checks the promise, have a network of their own.
 */
class KafkaConnectionTest {

  /** Ten times what the relay may wait for an answer: if nothing comes, a lane is stuck. */
  private static final Duration LONG = Duration.ofSeconds(20);

  private static final long SEED = Long.getLong("fault.seed", 42);
  private static final int ROUNDS = 2;

  @TempDir private static Path directory;
  private static Proxy proxy;
  private static KafkaServer kafka;

  @BeforeAll
  static void start() throws IOException {
    int behindTheProxy = Ports.free();
    proxy = new Proxy(behindTheProxy, KafkaFrames::new);
    Detour detour = new Detour(behindTheProxy, proxy.port());
    kafka = KafkaServer.embedded(directory, Ports.free(), detour);
    kafka.start();
  }

  @AfterAll
  static void stop() throws IOException {
    kafka.stop();
    proxy.close();
  }

  @AfterEach
  void heal() {
    proxy.heal();
  }

  @ParameterizedTest
  @EnumSource(Proxy.Fault.class)
  @Tag("slow")
  void nothingIsLostOrDoubledThrough(Proxy.Fault fault) {
    String topic = "network_" + fault.name().toLowerCase(Locale.ROOT);
    OutboxDatabase database = OutboxDatabase.of(topic);
    try (TestRelay relay = relay(database)) {
      try (Traffic traffic = new Traffic(database, topic, SEED, 2)) {
        for (int round = 0; round < ROUNDS; round++) {
          relay.publishes(30, LONG);
          long retries = relay.retries();
          assertTrue(proxy.failUntil(() -> relay.retries() > retries, fault, LONG));
        }
        relay.publishes(30, LONG);
      }
      Promise.requireKept(database, topic, LONG, kafka.bootstrapServers());
    }
  }

  @Test
  void aCommitWhoseAnswerIsLostIsFoundInTheLogAndNotRepeated() {
    String topic = "network_commits_found";
    OutboxDatabase database = OutboxDatabase.of(topic);
    try (TestRelay relay = relay(database)) {
      try (Traffic traffic = new Traffic(database, topic, SEED, 2)) {
        relay.publishes(30, LONG);
        // Only what the log tells takes a lane from one batch to the next.
        assertTrue(
            proxy.failUntil(() -> relay.reconciled() >= 8, Proxy.Fault.SWALLOW_COMMITS, LONG));
        relay.publishes(30, LONG);
      }
      int events = Promise.requireKept(database, topic, LONG, kafka.bootstrapServers());
      // What the relay found in the log it did not publish once more.
      assertTrue(events > relay.published(), "no lost answer belonged to a commit");
      assertEquals(0L, relay.stats().held());
      assertEquals(0L, relay.stats().dead());
    }
  }

  @Test
  void aReplicaThatHasLostKafkaLeavesItsLanesToTheOthers() {
    String topic = "network_lost";
    OutboxDatabase database = OutboxDatabase.of(topic);
    try (TestRelay cut = relay(database)) {
      try (Traffic traffic = new Traffic(database, topic, SEED, 2)) {
        cut.publishes(30, LONG);
        proxy.fail(Proxy.Fault.STALL);
        Map<String, Object> direct = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (TestRelay other =
            TestRelay.of(database, ServerFaultTest.IMPATIENT, direct, StepListener.NONE)) {
          assertTrue(
              Waiting.until(LONG, () -> owned(database, other) == 4),
              () -> "not taken over: " + cut.stats() + " " + other.stats());
          other.publishes(30, LONG);
          proxy.heal();
          // And takes its share again.
          assertTrue(
              Waiting.until(LONG, () -> owned(database, cut) == 2), () -> cut.stats().toString());
          cut.publishes(30, LONG);
        }
      }
      Promise.requireKept(database, topic, LONG, kafka.bootstrapServers());
    }
  }

  private static int owned(OutboxDatabase database, TestRelay relay) {
    return Integer.parseInt(
        database.value(
            "select count(*) from outbox_lane where owner = '%s'"
                .formatted(relay.source().worker().self())));
  }

  private static TestRelay relay(OutboxDatabase database) {
    Map<String, Object> client = Map.of("bootstrap.servers", "localhost:" + proxy.port());
    return TestRelay.of(database, ServerFaultTest.IMPATIENT, client, StepListener.NONE);
  }
}
