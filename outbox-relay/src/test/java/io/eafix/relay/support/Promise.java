package io.eafix.relay.support;

import static io.eafix.relay.support.TopicReader.header;

import io.eafix.testservers.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** The relay's promise, checked: the committed events of a topic are on it once, and in order. */
public final class Promise {

  private Promise() {}

  /**
   * Waits until as many events are on the topic as are committed, then compares them all.
   *
   * @return how many there are
   */
  public static int requireKept(OutboxDatabase database, String topic, Duration atMost) {
    return requireKept(database, topic, atMost, TestServers.kafka().bootstrapServers());
  }

  /** As {@link #requireKept(OutboxDatabase, String, Duration)}, in another Kafka. */
  public static int requireKept(
      OutboxDatabase database, String topic, Duration atMost, String bootstrapServers) {
    Set<String> committed = committed(database, topic);
    try (TopicReader reader = new TopicReader(topic, bootstrapServers)) {
      reader.until(atMost, records -> records.size() >= committed.size());
      var records = reader.all();
      TopicReader.requireExactlyOnceInOrder(records);
      Set<String> published = new HashSet<>();
      records.forEach(record -> published.add(header(record, "ce_id")));
      if (!published.equals(committed)) {
        throw new AssertionError(
            published.size() + " other events published than the committed " + committed.size());
      }
    }
    return committed.size();
  }

  private static Set<String> committed(OutboxDatabase database, String topic) {
    Set<String> ids = new HashSet<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("select event_id from outbox where topic = '" + topic + "'")) {
      while (rows.next()) {
        ids.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    String ever =
        database.value("select sum(version) from outbox_sequence where topic = '" + topic + "'");
    if (ids.size() != Integer.parseInt(ever)) {
      throw new AssertionError("slots were emptied: the database no longer knows all events");
    }
    return ids;
  }
}
