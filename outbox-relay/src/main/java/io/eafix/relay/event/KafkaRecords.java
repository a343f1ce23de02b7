package io.eafix.relay.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Turns a stored event into a Kafka record: CloudEvents 1.0 in binary content mode (Kafka protocol
 * binding 1.0.2) and the dedup headers. The value is passed through byte for byte. Not thread-safe,
 * for headers that many events have in common are made once.
 */
public final class KafkaRecords {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final Header SPEC_VERSION = header("ce_specversion", "1.0");

  private static final int HEADERS_MAX = 1_000;

  private final Timestamps timestamps = new Timestamps();
  private final Map<String, Header> types = new HashMap<>();
  private final Map<String, Header> sources = new HashMap<>();
  private final Map<String, Header> contentTypes = new HashMap<>();
  private final Map<String, Header> aggregateTypes = new HashMap<>();

  /**
   * The record of an event; equal events make equal records.
   *
   * @throws IllegalArgumentException if the stored headers are no JSON object of strings
   */
  public ProducerRecord<byte[], byte[]> of(OutboxRow row) {
    List<Header> headers = new ArrayList<>(16);
    headers.add(SPEC_VERSION);
    headers.add(header("ce_id", row.eventId().toString()));
    headers.add(common(types, "ce_type", row.type()));
    headers.add(common(sources, "ce_source", row.source()));
    headers.add(header("ce_time", timestamps.text(row.createdAt())));
    headers.add(header("ce_subject", row.aggregateId()));
    headers.add(common(contentTypes, "content-type", row.contentType()));
    headers.add(
        header(
            "idempotency-key",
            row.idempotencyKey() == null ? row.eventId().toString() : row.idempotencyKey()));
    headers.add(common(aggregateTypes, "aggregate-type", row.aggregateType()));
    headers.add(header("aggregate-id", row.aggregateId()));
    headers.add(header("aggregate-version", Long.toString(row.version())));
    if (row.traceparent() != null) {
      headers.add(header("traceparent", row.traceparent()));
    }
    further(row).forEach((name, value) -> headers.add(header(name, value)));
    return new ProducerRecord<>(
        row.topic(), null, null, utf8(row.aggregateId()), row.payload(), headers);
  }

  private static Map<String, String> further(OutboxRow row) {
    if (row.headers() == null) {
      return Map.of();
    }
    try {
      Map<String, String> headers = JSON.readValue(row.headers(), TEXTS);
      if (headers == null || headers.containsValue(null)) {
        throw new IllegalArgumentException("stored headers are null, or one of them is");
      }
      return headers;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("stored headers are no JSON object of strings", e);
    }
  }

  private static Header common(Map<String, Header> known, String name, String value) {
    Header header = known.get(value);
    if (header == null) {
      if (known.size() == HEADERS_MAX) {
        known.clear();
      }
      header = header(name, value);
      known.put(value, header);
    }
    return header;
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, utf8(value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
