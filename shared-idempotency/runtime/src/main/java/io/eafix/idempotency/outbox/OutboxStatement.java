package io.eafix.idempotency.outbox;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The one statement that numbers and inserts any number of events.
 *
 * <p>Locks on {@code outbox_sequence} are taken in the order of (topic, aggregate type, aggregate
 * id) by code point, so that two transactions with one such statement each cannot deadlock. Ids are
 * drawn after the lock of their aggregate is held, so they rise with its versions.
 */
final class OutboxStatement {

  /** Number of parameters. */
  static final int PARAMETERS = 14;

  private static final String EVENTS =
      """
      event as materialized (
        select e.topic collate "C" as topic, e.aggregate_type collate "C" as aggregate_type,
               e.aggregate_id collate "C" as aggregate_id, e.shard, e.priority, e.event_id,
               e.not_before, e.type, e.content_type, e.idempotency_key, e.headers, e.payload,
               e.traceparent, e.ord,
               row_number() over (partition by e.topic, e.aggregate_type, e.aggregate_id
                                  order by e.ord) as nth,
               count(*) over (partition by e.topic, e.aggregate_type, e.aggregate_id) as many
          from unnest($1::text[], $2::text[], $3::text[], $4::smallint[], $5::smallint[],
                      $6::uuid[], $7::timestamptz[], $8::text[], $9::text[], $10::text[],
                      $11::text[], $12::bytea[], $13::text[])
               with ordinality as e(topic, aggregate_type, aggregate_id, shard, priority, event_id,
                                    not_before, type, content_type, idempotency_key, headers,
                                    payload, traceparent, ord)
         where %s
      ), numbered as (
        insert into outbox_sequence as q
               (topic, aggregate_type, aggregate_id, version, last_xid)
        select topic, aggregate_type, aggregate_id, many, pg_current_xact_id()
          from event where nth = 1
         order by topic, aggregate_type, aggregate_id
        on conflict (topic, aggregate_type, aggregate_id) do update
           set version = q.version + excluded.version, previous_xid = q.last_xid,
               last_xid = excluded.last_xid
        returning topic, aggregate_type, aggregate_id, version, previous_xid
      )
      """;

  private static final String ROWS =
      """
      insert into outbox (slot, shard, priority, version, event_id, not_before, predecessor_xid,
                          topic, aggregate_type, aggregate_id, type, source, content_type,
                          idempotency_key, traceparent, headers, payload)
      select (select slot from outbox_slot), e.shard, e.priority, n.version - e.many + e.nth,
             e.event_id, e.not_before,
             case when e.priority = 0 then null
                  when e.nth = 1 then n.previous_xid
                  else pg_current_xact_id() end,
             e.topic, e.aggregate_type, e.aggregate_id, e.type, $14::text, e.content_type,
             e.idempotency_key, e.traceparent, e.headers, e.payload
        from event e
        join numbered n using (topic, aggregate_type, aggregate_id)
       order by e.ord
      """;

  private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

  // Without its layout it is short enough for the driver's cache of prepared statements (2,048
  // characters); beyond that it would be parsed and planned anew for every event.
  static final String INSERT = flat("with " + EVENTS.formatted("true") + ROWS);

  private OutboxStatement() {}

  /** The same insert as common table expressions of a larger statement. */
  static String expressions(int first, String condition) {
    String own = EVENTS.formatted(condition) + ", told as (" + ROWS + ")";
    return PARAMETER
        .matcher(flat(own))
        .replaceAll(number -> "\\$" + (Integer.parseInt(number.group(1)) + first - 1));
  }

  private static String flat(String sql) {
    return sql.replaceAll("\\s+", " ").strip();
  }

  /** Parameters of {@link #INSERT}: one array for each column, one element for each event. */
  static Object[] parameters(List<PreparedEvent> events, String source) {
    int n = events.size();
    String[] topic = new String[n];
    String[] aggregateType = new String[n];
    String[] aggregateId = new String[n];
    Short[] shard = new Short[n];
    Short[] priority = new Short[n];
    UUID[] eventId = new UUID[n];
    OffsetDateTime[] notBefore = new OffsetDateTime[n];
    String[] type = new String[n];
    String[] contentType = new String[n];
    String[] idempotencyKey = new String[n];
    String[] headers = new String[n];
    Buffer[] payload = new Buffer[n];
    String[] traceparent = new String[n];
    for (int i = 0; i < n; i++) {
      PreparedEvent prepared = events.get(i);
      OutboxEvent event = prepared.event();
      topic[i] = event.topic();
      aggregateType[i] = event.aggregateType();
      aggregateId[i] = event.aggregateId();
      shard[i] = shard(event.aggregateId());
      priority[i] = (short) event.priority();
      eventId[i] = prepared.eventId();
      notBefore[i] = event.notBefore() == null ? null : event.notBefore().atOffset(ZoneOffset.UTC);
      type[i] = event.type();
      contentType[i] = event.contentType();
      idempotencyKey[i] = event.idempotencyKey();
      headers[i] = prepared.headers();
      payload[i] = prepared.payload() == null ? null : Buffer.buffer(prepared.payload());
      traceparent[i] = prepared.traceparent();
    }
    return new Object[] {
      topic,
      aggregateType,
      aggregateId,
      shard,
      priority,
      eventId,
      notBefore,
      type,
      contentType,
      idempotencyKey,
      headers,
      payload,
      traceparent,
      source
    };
  }

  /** Virtual shard 0 to 255 of an aggregate; the same as {@code outbox_shard} in SQL. */
  static short shard(String aggregateId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(aggregateId.getBytes(StandardCharsets.UTF_8));
      return (short) (digest[0] & 0xff);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }
}
