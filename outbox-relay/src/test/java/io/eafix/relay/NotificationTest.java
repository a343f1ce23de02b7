package io.eafix.relay;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestRelay;
import io.eafix.relay.support.TopicReader;
import io.eafix.testservers.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Notifications make the relay faster, and it needs none of them. */
class NotificationTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Lanes, by their last query, that have been in a pause between polls for long. */
  private static final String AT_REST =
      """
      select count(*) from pg_stat_activity
       where datname = 'notified' and usename = 'relay' and state = 'idle'
         and query like 'with found%' and clock_timestamp() - state_change > interval '6 s'
      """;

  @Test
  void whenAllNotificationsAreLostPublishingContinuesByPolling() {
    OutboxDatabase database = OutboxDatabase.of("unnotified");
    String topic = "notifications.lost";
    try (TestRelay relay = TestRelay.of(database);
        TopicReader reader = new TopicReader(topic)) {
      for (int i = 1; i <= 5; i++) {
        int expected = i;
        database.write(Event.of(topic, "a", "{}"));
        TopicReader.requireExactlyOnceInOrder(
            reader.until(SOON, records -> records.size() == expected));
      }
    }
  }

  @Test
  void aNotificationEndsALongPauseOfTheLaneThatItNames() {
    OutboxDatabase database = OutboxDatabase.of("notified");
    String topic = "notifications.heard";
    Map<String, String> rarely = Map.of("eafix.relay.batches.poll-interval-max", "10m");
    try (TestRelay relay = TestRelay.of(database, rarely);
        TopicReader reader = new TopicReader(topic)) {
      database.write(Event.of(topic, "a", "{}"));
      reader.until(SOON, records -> records.size() == 1);
      assertTrue(Waiting.until(SOON, NotificationTest::isAtRest), "the lanes do not come to rest");
      database.write(Event.of(topic, "a", "{}"));
      database.run("select pg_notify('eafix_outbox', outbox_shard('a')::text)");
      // Pauses are 4, 16 ... 4096, 16384 ms: the one that lasted 6 s has another 10 s to go.
      reader.until(Duration.ofSeconds(8), records -> records.size() == 2);
    }
  }

  /** Other roles' queries are shown to a superuser only. */
  private static boolean isAtRest() {
    try (Connection connection = TestServers.postgres().connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet lanes = statement.executeQuery(AT_REST)) {
      return lanes.next() && lanes.getInt(1) == 4;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
