package io.eafix.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestRelay;
import io.eafix.relay.support.TopicReader;
import io.eafix.testservers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** When Kafka refuses the marker of a batch, no event is to blame and all wait. */
class RefusedMarkerTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String POSITIONS = "refused-marker.positions";
  private static final String TOPIC = "refused-marker.events";

  @Test
  void eventsOutliveAPositionsTopicThatTakesNoMarker() throws Exception {
    OutboxDatabase database = OutboxDatabase.of("refused_marker");
    Map<String, String> settings =
        Map.of(
            "eafix.relay.kafka.positions-topic",
            POSITIONS,
            "eafix.relay.database.retry-pause-max",
            "200ms");
    database.write(Event.of(TOPIC, "a", "1"));
    try (TestRelay relay = TestRelay.of(database, settings);
        TopicReader reader = new TopicReader(TOPIC)) {
      reader.until(SOON, records -> records.size() == 1);
      // Smaller than any marker, but not than the broker's own note that a transaction is aborted.
      limitRecords(OpType.SET, "100");
      assertTrue(
          Waiting.until(
              SOON,
              () -> {
                database.write(Event.of(TOPIC, "a", "more"));
                return refusals(relay) > 4;
              }),
          () -> relay.stats().toString());
      assertEquals(0L, relay.stats().held());
      assertEquals(0L, relay.stats().dead());
      limitRecords(OpType.DELETE, null);
      int written = Integer.parseInt(database.value("select version from outbox_sequence"));
      TopicReader.requireExactlyOnceInOrder(reader.until(SOON, r -> r.size() == written));
      assertEquals(0L, relay.stats().dead());
    }
  }

  private static long refusals(TestRelay relay) {
    return relay.stats().lanes().stream()
        .filter(lane -> lane.trouble() != null && lane.trouble().contains("marker is refused"))
        .mapToLong(lane -> lane.retries())
        .sum();
  }

  private static void limitRecords(OpType operation, String bytes) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, POSITIONS);
    AlterConfigOp limit = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), operation);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()))) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(limit))).all().get();
    }
  }
}
