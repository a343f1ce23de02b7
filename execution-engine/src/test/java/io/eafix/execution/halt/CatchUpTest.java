package io.eafix.execution.halt;

import static io.eafix.execution.config.ExecutionConfig.CatchUpPolicy.GO_ON;
import static io.eafix.execution.config.ExecutionConfig.CatchUpPolicy.HOLD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.execution.config.ExecutionConfig;
import io.eafix.execution.config.ExecutionConfig.CatchUpPolicy;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.Waiting;
import io.eafix.testservers.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** New orders wait for what the kill switch says, for so long as is configured. */
class CatchUpTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LONG_MS = 3_600_000;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicInteger released = new AtomicInteger();
  private final String topic = "states-" + UUID.randomUUID();
  private final String away = "localhost:" + Ports.free();
  private CatchUp catchUp;

  @AfterEach
  void stop() {
    catchUp.stop(new ShutdownEvent());
  }

  @Test
  void newOrdersWaitWhileKafkaIsAwayAndTheWaitIsNotOver() {
    begin(away, LONG_MS, GO_ON);
    awaitTrouble();
    assertStands(CatchUp.State.WAITING, 0, 1);
  }

  @Test
  void afterTheWaitTheyWaitOnIfThatIsThePolicy() {
    begin(away, 0, HOLD);
    awaitTrouble();
    assertStands(CatchUp.State.HOLDING, 0, 1);
  }

  @Test
  void afterTheWaitTheyGoOutIfThatIsThePolicy() {
    begin(away, 0, GO_ON);
    awaitTrouble();
    assertStands(CatchUp.State.GONE_ON, 0, 0);
  }

  @Test
  void whatTheGroupHasNotTakenOverIsWaitedForAndReleasesThenOnce() throws Exception {
    String servers = TestServers.kafka().bootstrapServers();
    TestServers.kafka().createTopics(List.of(topic), 1);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, "key", "a change")).get();
    }
    begin(servers, 0, HOLD);
    assertStands(CatchUp.State.HOLDING, 0, 1);
    assertEquals(0, released.get());

    new Group(servers, topic).acknowledge(0, 1);
    assertTrue(Waiting.until(PATIENCE, () -> released.get() == 1));
    assertStands(CatchUp.State.KNOWN, 1, 0);
    assertFalse(catchUp.trouble().isPresent());
  }

  private void begin(String servers, long waitMs, CatchUpPolicy policy) {
    catchUp = new CatchUp(new Group(servers, topic)::settings, config(waitMs, policy), registry);
    catchUp.begin(released::incrementAndGet);
  }

  private void awaitTrouble() {
    assertTrue(Waiting.until(PATIENCE, () -> catchUp.trouble().isPresent()));
  }

  private void assertStands(CatchUp.State state, double known, double holding) {
    assertEquals(state, catchUp.state());
    assertEquals(known, registry.get("eafix.halt.known").gauge().value());
    assertEquals(holding, registry.get("eafix.halt.holding").gauge().value());
    assertEquals(holding == 1, catchUp.holds());
  }

  private ExecutionConfig.Halt config(long waitMs, CatchUpPolicy policy) {
    return new ExecutionConfig.Halt() {
      @Override
      public String topic() {
        return topic;
      }

      @Override
      public long catchUpWaitMs() {
        return waitMs;
      }

      @Override
      public CatchUpPolicy catchUpPolicy() {
        return policy;
      }
    };
  }
}
