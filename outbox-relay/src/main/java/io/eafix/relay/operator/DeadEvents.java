package io.eafix.relay.operator;

import io.eafix.relay.Relay;
import io.eafix.relay.db.DatabaseException;
import io.eafix.relay.db.PgSession;
import io.eafix.relay.event.KafkaRecords;
import io.eafix.relay.event.OutboxRow;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Dead events and what operators decide about them. A decision and its audit entry are one
 * transaction; one that was taken already is refused, so a repeated request does nothing.
 */
@Singleton
public class DeadEvents {

  /** Longest wait for whoever writes a later event of a dead one's aggregate. */
  private static final int WRITER_WAIT_MS = 3000;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final int C = OutboxRow.COLUMN_COUNT;

  private static final String SELECT =
      """
      select %s, attempts, cause, died_at, state, blocks,
             (select count(*) from outbox_held h
               where h.topic = d.topic and h.aggregate_type = d.aggregate_type
                 and h.aggregate_id = d.aggregate_id)
        from outbox_dead d
      """;

  private static final String DETAIL = SELECT.formatted(OutboxRow.COLUMNS) + " where id = $1";

  /** Without the payloads, which can be more than the process has room for. */
  private static final String LIST =
      SELECT.formatted(OutboxRow.COLUMNS_WITHOUT_PAYLOAD)
          + " where state = $1 and id > $2 order by id limit $3";

  private static final String REQUEUE =
      """
      insert into outbox_held (%1$s, not_before, attempts)
      select %1$s, clock_timestamp(), 0 from outbox_dead where id = $1
      """
          .formatted(OutboxRow.COLUMNS);

  /** Waits for whoever writes a later one, and lets nobody write one before this is decided. */
  private static final String OVERTAKEN =
      """
      select q.version > d.version from outbox_dead d
        join outbox_sequence q on q.topic = d.topic and q.aggregate_type = d.aggregate_type
         and q.aggregate_id = d.aggregate_id
       where d.id = $1 and not d.blocks
         for update of q
      """;

  /** Dead events of a source in order of id, after one. */
  public List<DeadEvent> list(Relay.Source source, String state, long after, int limit) {
    return SourceDatabase.ask(
        source,
        session -> session.list(LIST, row -> view(source, row, false), state, after, (long) limit));
  }

  /** A dead event with headers and payload. */
  public DeadEvent get(Relay.Source source, long id) {
    return SourceDatabase.ask(source, session -> get(session, source, id));
  }

  /**
   * Lets a dead event be tried again, before all later events of its aggregate.
   *
   * @throws HttpProblem 409 if that cannot be, because later ones went on without it, or not now,
   *     because one is being written
   */
  public DeadEvent requeue(Relay.Source source, long id, Decision decision) {
    return decide(
        source,
        id,
        "REQUEUED",
        decision,
        session -> {
          if (isOvertaken(session, id)) {
            throw Conflict.because("later events of its aggregate went on without it; discard it");
          }
          session.update(REQUEUE, id);
        });
  }

  private static boolean isOvertaken(PgSession session, long id) {
    session.run("set local lock_timeout = '%dms'".formatted(WRITER_WAIT_MS));
    try {
      for (Row row : session.query(OVERTAKEN, id)) {
        return Boolean.TRUE.equals(row.getBoolean(0));
      }
      return false;
    } catch (DatabaseException e) {
      if (e.sqlState().equals(LOCK_NOT_AVAILABLE)) {
        throw Conflict.because("a later event of its aggregate is being written; try again");
      }
      throw e;
    }
  }

  /** Gives a dead event up: it is never published, and its aggregate goes on. */
  public DeadEvent discard(Relay.Source source, long id, Decision decision) {
    return decide(source, id, "DISCARDED", decision, session -> {});
  }

  private DeadEvent decide(
      Relay.Source source,
      long id,
      String state,
      Decision decision,
      java.util.function.Consumer<PgSession> effect) {
    return SourceDatabase.ask(
        source,
        session -> {
          get(session, source, id);
          session.inTransaction(
              () -> {
                int changed =
                    session.update(
                        "update outbox_dead set state = $2 where id = $1 and state = 'DEAD'",
                        id,
                        state);
                if (changed == 0) {
                  throw Conflict.because("it is decided already");
                }
                effect.accept(session);
                Audit.write(session, decision, state, "event " + id);
              });
          return get(session, source, id);
        });
  }

  private static DeadEvent get(PgSession session, Relay.Source source, long id) {
    for (Row row : session.query(DETAIL, id)) {
      return view(source, row, true);
    }
    throw HttpProblem.builder()
        .withTitle("Not found")
        .withStatus(Response.Status.NOT_FOUND)
        .withDetail("source %s has no dead event %d".formatted(source.name(), id))
        .build();
  }

  private static DeadEvent view(Relay.Source source, Row row, boolean detail) {
    OutboxRow event = OutboxRow.of(row);
    return new DeadEvent(
        source.name(),
        event.id(),
        event.eventId(),
        row.getString(C + 3),
        event.topic(),
        event.aggregateType(),
        event.aggregateId(),
        event.version(),
        event.type(),
        event.createdAt(),
        row.getOffsetDateTime(C + 2),
        row.getInteger(C),
        row.getString(C + 1),
        row.getBoolean(C + 4),
        row.getLong(C + 5),
        detail ? headers(event) : null,
        detail && event.payload() != null
            ? Base64.getEncoder().encodeToString(event.payload())
            : null);
  }

  private static Map<String, String> headers(OutboxRow event) {
    Map<String, String> headers = new LinkedHashMap<>();
    try {
      new KafkaRecords()
          .of(event)
          .headers()
          .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException unreadable) {
      headers.put("unreadable", event.headers());
    }
    return headers;
  }
}
