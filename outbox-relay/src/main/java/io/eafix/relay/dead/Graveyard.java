package io.eafix.relay.dead;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.relay.batch.Refused;
import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.config.RelayConfig.FollowerPolicy;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.event.KafkaRecords;
import io.eafix.relay.event.OutboxRow;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Header;

/**
 * Moves an event to the dead ones and writes its dead letter, in one transaction. The dead letter
 * is an event of the outbox itself, so that it too is published exactly once.
 */
public final class Graveyard {

  private static final int CAUSE_LENGTH_MAX = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String BURY =
      """
      with gone as (delete from outbox_held where id = $1 returning *)
      insert into outbox_dead (%1$s, attempts, cause, blocks)
      select %1$s, $2, $3, $4 from gone
      on conflict (id) do update
         set state = 'DEAD', attempts = excluded.attempts, cause = excluded.cause,
             blocks = excluded.blocks, died_at = clock_timestamp()
      returning %1$s, died_at
      """
          .formatted(OutboxRow.COLUMNS);

  private static final String LETTER =
      """
      with numbered as (
        insert into outbox_sequence as q (topic, aggregate_type, aggregate_id, version, last_xid)
        values ($1, $2, $3, 1, pg_current_xact_id())
        on conflict (topic, aggregate_type, aggregate_id) do update
           set version = q.version + 1, previous_xid = q.last_xid, last_xid = excluded.last_xid
        returning version
      )
      insert into outbox (slot, shard, version, event_id, topic, aggregate_type, aggregate_id, type,
                          source, content_type, idempotency_key, traceparent, headers, payload)
      select (select slot from outbox_slot), $4, version, $5, $1, $2, $3,
             'io.eafix.relay.dead-letter.v1', $6, $7, $8, $9, $10, $11
        from numbered
      """;

  private final RelayConfig.DeadLetters config;

  /** With the limits of dead letters. */
  public Graveyard(RelayConfig.DeadLetters config) {
    this.config = config;
  }

  /** Buries a held event, perhaps once more; call it in a transaction that holds the lane. */
  public void bury(PgSession session, Refused refused) {
    for (Row row :
        session.query(
            BURY,
            refused.id(),
            refused.attempts(),
            cut(refused.cause()),
            config.followers() == FollowerPolicy.WAIT)) {
      OutboxRow event = OutboxRow.of(row);
      // A dead letter that cannot be published must not beget another.
      if (!event.topic().equals(config.topic())) {
        write(session, event, refused, row.getOffsetDateTime(OutboxRow.COLUMN_COUNT));
      }
    }
  }

  private void write(PgSession session, OutboxRow event, Refused refused, OffsetDateTime diedAt) {
    byte[] payload = event.payload();
    if (payload != null && payload.length > config.payloadBytesMax()) {
      payload = Arrays.copyOf(payload, config.payloadBytesMax());
    }
    session.update(
        LETTER,
        config.topic(),
        event.aggregateType(),
        event.aggregateId(),
        (short) event.shard(),
        UUID.nameUUIDFromBytes(
            // One that was requeued may die again, which is another letter.
            ("dead-letter:" + event.eventId() + ":" + diedAt.toInstant())
                .getBytes(StandardCharsets.UTF_8)),
        event.source(),
        event.contentType(),
        event.idempotencyKey(),
        event.traceparent(),
        headers(event, refused),
        payload == null ? null : Buffer.buffer(payload));
  }

  private String headers(OutboxRow event, Refused refused) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("dead-letter-cause", cut(refused.cause()));
    headers.put("dead-letter-attempts", Integer.toString(refused.attempts()));
    headers.put("dead-letter-topic", event.topic());
    headers.put("dead-letter-event", event.eventId().toString());
    headers.put("dead-letter-payload-bytes", Integer.toString(event.size()));
    try {
      for (Header header : new KafkaRecords().of(event).headers()) {
        headers.put("original-" + header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException unreadable) {
      headers.put("original-headers", cut(event.headers()));
    }
    try {
      return JSON.writeValueAsString(headers);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String cut(String text) {
    return text.length() <= CAUSE_LENGTH_MAX ? text : text.substring(0, CAUSE_LENGTH_MAX);
  }
}
