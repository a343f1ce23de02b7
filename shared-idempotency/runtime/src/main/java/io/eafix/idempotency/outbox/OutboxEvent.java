package io.eafix.idempotency.outbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * An event to be published once to a Kafka topic if, and only if, the transaction that writes it
 * commits.
 *
 * <p>Events of one aggregate (topic, aggregate type, aggregate id) are published in the order in
 * which they were written; the Kafka key is the aggregate id. Limits are checked when the event is
 * built, so that a poison event fails its cause and not the relay.
 *
 * @param topic Kafka topic, 1 to 249 characters of {@code [a-zA-Z0-9._-]}
 * @param type CloudEvents type, such as {@code io.eafix.order.filled.v1}
 * @param aggregateType kind of the aggregate, such as {@code order}
 * @param aggregateId identity of the aggregate and Kafka key, 1 to 255 characters
 * @param payload Kafka value: bytes are passed through as they are, {@code null} is a tombstone,
 *     anything else is written as JSON
 * @param contentType media type of the payload
 * @param priority 0 (ordinary) to 9: an urgent event may overtake other aggregates' events when the
 *     relay has a backlog, never those of its own aggregate
 * @param notBefore earliest time of publishing, by the clock of Postgres; later events of the
 *     aggregate wait behind it. {@code null} is at once
 * @param headers further Kafka headers, at most 32, values at most 1,024 characters; the headers
 *     that the relay writes, by which consumers tell events apart, are none of them
 * @param idempotencyKey value of the {@code idempotency-key} header; {@code null} means the event
 *     id
 * @param eventId CloudEvents id and dedup key of the event; {@code null} lets the writer choose
 */
public record OutboxEvent(
    String topic,
    String type,
    String aggregateType,
    String aggregateId,
    Object payload,
    String contentType,
    int priority,
    Instant notBefore,
    Map<String, String> headers,
    String idempotencyKey,
    UUID eventId) {

  private static final int TEXT_LENGTH_MAX = 255;
  private static final int TOPIC_LENGTH_MAX = 249;
  private static final int HEADERS_MAX = 32;
  private static final int HEADER_LENGTH_MAX = 1024;
  private static final int PRIORITY_MAX = 9;

  /** Written by the relay; of two headers with one name a consumer reads the last. */
  private static final Set<String> HEADERS_OF_THE_RELAY =
      Set.of(
          "content-type",
          "idempotency-key",
          "aggregate-type",
          "aggregate-id",
          "aggregate-version",
          "traceparent");

  private static final String CLOUD_EVENTS_PREFIX = "ce_";

  /**
   * Checks every limit.
   *
   * @throws IllegalArgumentException if a value is missing or beyond its limit
   */
  public OutboxEvent {
    text("topic", topic, TOPIC_LENGTH_MAX);
    text("type", type, TEXT_LENGTH_MAX);
    text("aggregateType", aggregateType, TEXT_LENGTH_MAX);
    text("aggregateId", aggregateId, TEXT_LENGTH_MAX);
    text("contentType", contentType, TEXT_LENGTH_MAX);
    if (idempotencyKey != null) {
      text("idempotencyKey", idempotencyKey, TEXT_LENGTH_MAX);
    }
    check(topic.matches("[a-zA-Z0-9._-]+"), "topic has characters that Kafka refuses: " + topic);
    check(priority >= 0 && priority <= PRIORITY_MAX, "priority must be 0 to " + PRIORITY_MAX);
    check(headers.size() <= HEADERS_MAX, "at most " + HEADERS_MAX + " headers");
    headers.forEach(
        (name, value) -> {
          text("header name", name, TEXT_LENGTH_MAX);
          check(!isOfTheRelay(name), "header " + name + " is written by the relay");
          text("header " + name, value, HEADER_LENGTH_MAX);
        });
    headers = Map.copyOf(headers);
  }

  /** Begins an event with JSON payload, priority 0, due at once. */
  public static Builder builder() {
    return new Builder();
  }

  private static void text(String name, String value, int lengthMax) {
    check(
        value != null && !value.isEmpty() && value.length() <= lengthMax && value.indexOf(0) < 0,
        name + " must have 1 to " + lengthMax + " characters");
  }

  private static boolean isOfTheRelay(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.startsWith(CLOUD_EVENTS_PREFIX) || HEADERS_OF_THE_RELAY.contains(name);
  }

  private static void check(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException("outbox event: " + message);
    }
  }

  /** Collects the parts of an event; {@link #build()} checks them. Not thread-safe. */
  public static final class Builder {
    private String topic;
    private String type;
    private String aggregateType;
    private String aggregateId;
    private Object payload;
    private String contentType = "application/json";
    private int priority;
    private Instant notBefore;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String idempotencyKey;
    private UUID eventId;

    private Builder() {}

    /** Kafka topic. */
    public Builder topic(String value) {
      this.topic = value;
      return this;
    }

    /** CloudEvents type. */
    public Builder type(String value) {
      this.type = value;
      return this;
    }

    /** Kind of the aggregate. */
    public Builder aggregateType(String value) {
      this.aggregateType = value;
      return this;
    }

    /** Identity of the aggregate, and Kafka key. */
    public Builder aggregateId(String value) {
      this.aggregateId = value;
      return this;
    }

    /** Payload: {@code byte[]} as it is, {@code null} a tombstone, anything else JSON. */
    public Builder payload(Object value) {
      this.payload = value;
      return this;
    }

    /** Media type of the payload; {@code application/json} unless told. */
    public Builder contentType(String value) {
      this.contentType = value;
      return this;
    }

    /** Urgency, 0 to 9. */
    public Builder priority(int value) {
      this.priority = value;
      return this;
    }

    /** Earliest time of publishing. */
    public Builder notBefore(Instant value) {
      this.notBefore = value;
      return this;
    }

    /** Adds one header. */
    public Builder header(String name, String value) {
      this.headers.put(name, value);
      return this;
    }

    /** Adds headers. */
    public Builder headers(Map<String, String> values) {
      this.headers.putAll(values);
      return this;
    }

    /** Value of the {@code idempotency-key} header. */
    public Builder idempotencyKey(String value) {
      this.idempotencyKey = value;
      return this;
    }

    /** CloudEvents id, for callers that derive it from their own keys. */
    public Builder eventId(UUID value) {
      this.eventId = Objects.requireNonNull(value);
      return this;
    }

    /**
     * The event.
     *
     * @throws IllegalArgumentException if a value is missing or beyond its limit
     */
    public OutboxEvent build() {
      return new OutboxEvent(
          topic,
          type,
          aggregateType,
          aggregateId,
          payload,
          contentType,
          priority,
          notBefore,
          headers,
          idempotencyKey,
          eventId);
    }
  }
}
