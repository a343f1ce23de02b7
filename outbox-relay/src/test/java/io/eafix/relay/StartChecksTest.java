package io.eafix.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.source.SourceStatus;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestRelay;
import io.eafix.relay.support.TopicReader;
import io.eafix.testservers.TestServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A relay whose promise Kafka is not set up for says what to change, and publishes nothing. */
class StartChecksTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @ParameterizedTest
  @CsvSource({
    "cleanup.policy, delete, cleanup.policy=delete: set it to compact",
    "min.insync.replicas, 2, min.insync.replicas=2: nothing can be written",
    "unclean.leader.election.enable, true, set it to false"
  })
  void refusesAPositionsTopicThatIsNotSafe(String setting, String value, String advice)
      throws Exception {
    String positions = "checks." + setting;
    Map<String, String> wrong = new HashMap<>(Map.of("cleanup.policy", "compact"));
    wrong.put(setting, value);
    create(positions, wrong);
    OutboxDatabase database = OutboxDatabase.of("checks_" + setting.replace('.', '_'));
    Map<String, String> settings =
        Map.of(
            "eafix.relay.kafka.positions-topic",
            positions,
            "eafix.relay.database.retry-pause-max",
            "200ms");
    database.write(Event.of(positions + ".events", "a", "{}"));
    try (TestRelay relay = TestRelay.of(database, settings);
        TopicReader reader = new TopicReader(positions + ".events")) {
      refused(relay, "topic " + positions, advice);
      assertEquals("0", database.value("select count(*) from outbox_batch"));
      correct(positions, setting);
      assertEquals(1, reader.until(LONG, records -> records.size() == 1).size());
    }
  }

  @Test
  void refusesTransactionsThatLastLongerThanTheBrokersAllow() {
    OutboxDatabase database = OutboxDatabase.of("checks_timeout");
    try (TestRelay relay =
        TestRelay.of(database, Map.of("eafix.relay.kafka.transaction-timeout", "1h"))) {
      refused(relay, "transaction.max.timeout.ms=900000", "shorten it");
    }
  }

  @Test
  void refusesToWaitForAnAnswerLongerThanATransactionLasts() {
    OutboxDatabase database = OutboxDatabase.of("checks_request");
    try (TestRelay relay =
        TestRelay.of(database, Map.of("eafix.relay.kafka.request-timeout", "30s"))) {
      refused(relay, "eafix.relay.kafka.request-timeout must be shorter", "transaction-timeout");
    }
  }

  private static void refused(TestRelay relay, String what, String advice) {
    assertTrue(
        Waiting.until(LONG, () -> relay.stats().status().equals(SourceStatus.REFUSED.name())),
        () -> relay.stats().toString());
    String why = relay.stats().detail();
    assertTrue(why.contains(what) && why.contains(advice), why);
  }

  private static void create(String topic, Map<String, String> settings) throws Exception {
    try (Admin admin = admin()) {
      NewTopic wanted = new NewTopic(topic, Optional.of(2), Optional.empty()).configs(settings);
      admin.createTopics(List.of(wanted)).all().get();
    }
  }

  private static void correct(String topic, String setting) throws Exception {
    boolean isPolicy = setting.equals("cleanup.policy");
    AlterConfigOp operation =
        new AlterConfigOp(
            new ConfigEntry(setting, isPolicy ? "compact" : null),
            isPolicy ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = admin()) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(operation))).all().get();
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers()));
  }
}
