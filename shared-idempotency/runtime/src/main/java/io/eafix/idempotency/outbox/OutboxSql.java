package io.eafix.idempotency.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.idempotency.sql.Sql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Writes events through a connection that the caller holds, in whatever transaction it has open.
 *
 * <p>For engines that run their own transactions; services use {@link OutboxWriter}. All events of
 * a call are one statement. Thread-safe.
 */
@ApplicationScoped
public class OutboxSql {

  /** How many placeholders {@link #expressions} has. */
  public static final int PARAMETERS = OutboxStatement.PARAMETERS;

  private final ObjectMapper json;
  private final OutboxConfig config;
  private final String source;
  private final OutboxHint hint;
  private final Supplier<UUID> ids;

  @Inject
  OutboxSql(
      ObjectMapper json,
      OutboxConfig config,
      OutboxHint hint,
      @ConfigProperty(name = "quarkus.application.name", defaultValue = "application")
          String application) {
    this.json = json;
    this.config = config;
    this.hint = hint;
    this.source = config.source().orElse("urn:eafix:" + application);
    this.ids = UUID::randomUUID;
  }

  /**
   * Inserts events and numbers them within their aggregates.
   *
   * <p>Concurrent writers of one aggregate wait for each other until their transactions end. A
   * transaction that calls this more than once for several aggregates can deadlock with another
   * that does so in another order: Postgres then fails one of them, which is safe to repeat. Pass
   * all events of a transaction in one call where that matters.
   *
   * @param sql open connection; without a transaction each call is one
   * @param events in the order in which events of one aggregate shall be published; empty does
   *     nothing
   * @return completes when the rows are written, which is before they are committed; fails with
   *     {@link IllegalArgumentException} for an event beyond a limit, or with the driver's error
   */
  public Uni<Void> insert(Sql sql, List<OutboxEvent> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return Uni.createFrom()
        .deferred(
            () ->
                sql.query(
                    OutboxStatement.INSERT,
                    OutboxStatement.parameters(
                        prepare(events, Collections.nCopies(events.size(), Traceparent.current())),
                        source)))
        .invoke(() -> written(events))
        .replaceWithVoid();
  }

  /**
   * The same insert as a part of a larger statement, for an engine that writes events and their
   * causes at once: common table expressions named {@code event}, {@code numbered} and {@code
   * told}.
   *
   * @param first number of the first of {@link #PARAMETERS} placeholders
   * @param condition SQL on {@code e.aggregate_id}: which of the events are written
   */
  public static String expressions(int first, String condition) {
    return OutboxStatement.expressions(first, condition);
  }

  /**
   * Values for the placeholders of {@link #expressions}.
   *
   * @param events in the order in which events of one aggregate shall be published; may be empty
   * @param traceparents of each event, {@code null} for none
   */
  public Object[] parameters(List<OutboxEvent> events, List<String> traceparents) {
    return OutboxStatement.parameters(prepare(events, traceparents), source);
  }

  /** To be called when a statement with {@link #expressions} was sent, so that the relay looks. */
  public void written(List<OutboxEvent> events) {
    hint.written(events.stream().map(OutboxEvent::aggregateId).toList());
  }

  private List<PreparedEvent> prepare(List<OutboxEvent> events, List<String> traceparents) {
    if (events.size() > config.eventsMax()) {
      throw new IllegalArgumentException(
          "outbox: " + events.size() + " events in one call, at most " + config.eventsMax());
    }
    List<PreparedEvent> prepared = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      prepared.add(prepare(events.get(i), traceparents.get(i)));
    }
    return prepared;
  }

  private PreparedEvent prepare(OutboxEvent event, String traceparent) {
    byte[] payload = bytes(event);
    if (payload != null && payload.length > config.payloadBytesMax()) {
      throw new IllegalArgumentException(
          "outbox event: payload of %d bytes, at most %d"
              .formatted(payload.length, config.payloadBytesMax()));
    }
    UUID id = event.eventId() == null ? ids.get() : event.eventId();
    return new PreparedEvent(
        event, id, payload, event.headers().isEmpty() ? null : write(event.headers()), traceparent);
  }

  private byte[] bytes(OutboxEvent event) {
    if (event.payload() == null) {
      return null;
    }
    if (event.payload() instanceof byte[] bytes) {
      return bytes;
    }
    try {
      return json.writeValueAsBytes(event.payload());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("outbox event: payload cannot be written as JSON", e);
    }
  }

  private String write(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("outbox event: headers cannot be written as JSON", e);
    }
  }
}
