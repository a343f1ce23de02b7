package io.eafix.idempotency.it;

import static io.eafix.idempotency.testing.StoreProbe.LONG;
import static io.eafix.idempotency.testing.StoreProbe.get;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.idempotency.store.Claim;
import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.store.StoredAnswer;
import io.eafix.idempotency.store.WriteOutcome;
import io.eafix.idempotency.testing.StoreProbe;
import io.eafix.localstack.redis.RedisServer;
import io.eafix.testservers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer that a replica must have before its request ends. */
@QuarkusTest
@TestProfile(ReplicationTest.OneReplica.class)
class ReplicationTest {

  private static final StoredAnswer ANSWER = new StoredAnswer(200, Map.of(), new byte[] {1});
  private static final String MISSED = "eafix.idempotency.replication.missed";

  @TempDir Path directory;

  @Inject IdempotencyStore store;
  @Inject MeterRegistry metrics;

  private RedisServer replica;

  /** The deadline of a command leaves room for the replica. */
  public static class OneReplica implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "eafix.idempotency.redis.replicas-min", "1",
          "eafix.idempotency.redis.replicas-timeout", "3s",
          "eafix.idempotency.redis.timeout", "10s");
    }
  }

  @BeforeEach
  void startReplica() {
    replica = TestServers.anotherRedis(directory);
    replica.start();
    InetSocketAddress master = TestServers.redis().peerAddress();
    replica.command("REPLICAOF", master.getHostString(), Integer.toString(master.getPort()));
    String key = Notes.unique();
    TestServers.redis().command("SET", key, "x");
    await().atMost(Duration.ofSeconds(60)).until(() -> replica.command("EXISTS", key).equals("1"));
  }

  @AfterEach
  void stopReplica() {
    replica.resume();
    replica.stop();
  }

  @Test
  void theReplicaHasTheAnswerWhenItIsStored() {
    for (int i = 0; i < 20; i++) {
      String key = Notes.unique();
      completed(key);
      assertEquals("1", replica.command("HEXISTS", "eafix:idempotency:" + key, "bd"));
    }
  }

  @Test
  void aReplicaThatDoesNotAnswerIsCountedAndCostsNothingButTime() {
    double before = metrics.counter(MISSED).count();
    replica.pause();
    completed(Notes.unique());
    assertEquals(before + 1, metrics.counter(MISSED).count());
  }

  private void completed(String key) {
    Claim.New owner = new StoreProbe(store).claimed(key, "f", LONG);
    assertEquals(WriteOutcome.OK, get(store.complete(key, owner.fence(), ANSWER, LONG)));
  }
}
