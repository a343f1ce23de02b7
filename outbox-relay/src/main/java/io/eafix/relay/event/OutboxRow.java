package io.eafix.relay.event;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * An event as it is stored. Rows never change, so that two relays that read the same row send the
 * same bytes.
 *
 * @param createdAt time of writing, which becomes {@code ce_time}
 * @param headers further headers as a JSON object of strings, or {@code null}
 * @param payload bytes of the Kafka value; {@code null} is a tombstone
 */
public record OutboxRow(
    long id,
    int shard,
    int priority,
    long version,
    UUID eventId,
    OffsetDateTime createdAt,
    String topic,
    String aggregateType,
    String aggregateId,
    String type,
    String source,
    String contentType,
    String idempotencyKey,
    String traceparent,
    String headers,
    byte[] payload) {

  /** The columns that {@link #of(Row)} reads, in its order. */
  public static final String COLUMNS =
      "id, shard, priority, version, event_id, created_at, topic, aggregate_type, aggregate_id,"
          + " type, source, content_type, idempotency_key, traceparent, headers, payload";

  /** The same, with nothing for the payload. */
  public static final String COLUMNS_WITHOUT_PAYLOAD =
      COLUMNS.replace("payload", "null::bytea as payload");

  /** Number of {@link #COLUMNS}: further columns of a query begin at this index. */
  public static final int COLUMN_COUNT = 16;

  /** Reads a row of a query that begins with {@link #COLUMNS}. */
  public static OutboxRow of(Row row) {
    return of(row, UnaryOperator.identity());
  }

  /**
   * Reads one of many rows.
   *
   * @param shared gives one and the same text for equal ones; called with those that few events
   *     differ in
   */
  public static OutboxRow of(Row row, UnaryOperator<String> shared) {
    Buffer payload = row.getBuffer(15);
    return new OutboxRow(
        row.getLong(0),
        row.getInteger(1),
        row.getInteger(2),
        row.getLong(3),
        row.getUUID(4),
        row.getOffsetDateTime(5),
        shared.apply(row.getString(6)),
        shared.apply(row.getString(7)),
        row.getString(8),
        shared.apply(row.getString(9)),
        shared.apply(row.getString(10)),
        shared.apply(row.getString(11)),
        row.getString(12),
        row.getString(13),
        row.getString(14),
        payload == null ? null : payload.getBytes());
  }

  /** The aggregate whose order is kept. */
  public Aggregate aggregate() {
    return new Aggregate(topic, aggregateType, aggregateId);
  }

  /** Payload bytes; a tombstone has none. */
  public int size() {
    return payload == null ? 0 : payload.length;
  }

  /** What events are ordered by: the stream of one aggregate on one topic. */
  public record Aggregate(String topic, String type, String id) {}
}
