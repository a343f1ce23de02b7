package io.eafix.relay.support;

import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.testservers.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/** A real database with the real outbox tables, written to as a service would. */
public final class OutboxDatabase {

  private static final String WRITE =
      """
      with numbered as (
        insert into outbox_sequence as q (topic, aggregate_type, aggregate_id, version, last_xid)
        values (?, ?, ?, 1, pg_current_xact_id())
        on conflict (topic, aggregate_type, aggregate_id) do update
           set version = q.version + 1, previous_xid = q.last_xid, last_xid = excluded.last_xid
        returning topic, aggregate_type, aggregate_id, version, previous_xid
      )
      insert into outbox (slot, shard, priority, version, event_id, not_before, predecessor_xid,
                          topic, aggregate_type, aggregate_id, type, source, traceparent, headers,
                          payload)
      select (select slot from outbox_slot), outbox_shard(aggregate_id), ?, version, ?,
             clock_timestamp() + ? * interval '1 ms', case when ? > 0 then previous_xid end, topic,
             aggregate_type, aggregate_id, 'io.eafix.test.v1', 'urn:eafix:test', ?, ?, ?
        from numbered
      """;

  private static final List<String> MIGRATIONS =
      List.of("V0_2__outbox.sql", "V0_5__outbox_lane_generation.sql");

  /** A test that waits longer for one answer is broken; that of the paused servers is shorter. */
  private static final String TIMEOUT_SECONDS = "60";

  private final PostgresAccount account;
  private Connection writer;

  private OutboxDatabase(PostgresAccount account) {
    this.account = account;
  }

  /** The database of this name, made and migrated if it is not there. */
  public static OutboxDatabase of(String name) {
    OutboxDatabase database = new OutboxDatabase(TestServers.database(name));
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      ResultSet exists = statement.executeQuery("select to_regclass('outbox') is not null");
      exists.next();
      if (!exists.getBoolean(1)) {
        for (String file : MIGRATIONS) {
          statement.execute(migration(file));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return database;
  }

  private static String migration(String file) {
    try (InputStream sql =
        Thread.currentThread().getContextClassLoader().getResourceAsStream("db/eafix/" + file)) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8)
          .replace("${relayRole}", TestServers.relay().name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Name of the database. */
  public String name() {
    return account.name();
  }

  /** A connection as the service's role. */
  public Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", account.name());
    properties.setProperty("password", account.password());
    properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
    properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
    return DriverManager.getConnection(TestServers.postgres().jdbcUrl(account.name()), properties);
  }

  /** Runs one statement as the service's role. */
  public int run(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? 0 : statement.getUpdateCount();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one value of a query. */
  public String value(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? result.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes an event in a transaction of its own. */
  public synchronized UUID write(Event event) {
    try {
      if (writer == null || writer.isClosed() || !writer.isValid(5)) {
        writer = connect();
      }
      return write(writer, event);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes many events of one kind in one transaction. */
  public void writeMany(Event event, int count) {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < count; i++) {
        write(connection, event);
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes an event in the transaction of the connection. */
  public static UUID write(Connection connection, Event event) throws SQLException {
    UUID id = UUID.randomUUID();
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      statement.setString(1, event.topic());
      statement.setString(2, event.aggregateType());
      statement.setString(3, event.aggregateId());
      statement.setInt(4, event.priority());
      statement.setObject(5, id);
      statement.setObject(6, event.delayMs());
      statement.setInt(7, event.priority());
      statement.setString(8, event.traceparent());
      statement.setString(9, event.headers());
      statement.setBytes(10, event.payload());
      statement.executeUpdate();
    }
    return id;
  }

  /** An event to write; {@code delayMs} is {@code null} for at once. */
  public record Event(
      String topic,
      String aggregateType,
      String aggregateId,
      int priority,
      Integer delayMs,
      String traceparent,
      String headers,
      byte[] payload) {

    /** An ordinary event. */
    public static Event of(String topic, String aggregateId, String payload) {
      return new Event(
          topic,
          "thing",
          aggregateId,
          0,
          null,
          null,
          null,
          payload == null ? null : payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Due later. */
    public Event in(int ms) {
      return new Event(
          topic, aggregateType, aggregateId, priority, ms, traceparent, headers, payload);
    }

    /** Urgent. */
    public Event urgent(int value) {
      return new Event(
          topic, aggregateType, aggregateId, value, delayMs, traceparent, headers, payload);
    }

    /** With further headers, as JSON, and a traceparent. */
    public Event with(String trace, String json) {
      return new Event(topic, aggregateType, aggregateId, priority, delayMs, trace, json, payload);
    }

    /** With this payload. */
    public Event payload(byte[] bytes) {
      return new Event(
          topic, aggregateType, aggregateId, priority, delayMs, traceparent, headers, bytes);
    }
  }
}
