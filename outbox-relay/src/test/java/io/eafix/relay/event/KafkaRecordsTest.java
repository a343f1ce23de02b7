package io.eafix.relay.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Headers that no record can have make the event poison, by the exception that says so; any other
 * would stop its lane.
 */
class KafkaRecordsTest {

  @ParameterizedTest
  @ValueSource(strings = {"null", "{\"x\":null}", "{\"x\":{}}", "[]", "{"})
  void headersThatAreNoTextsAreRefused(String headers) {
    assertThrows(IllegalArgumentException.class, () -> new KafkaRecords().of(row(headers)));
  }

  @Test
  void headersThatAreTextsAreSent() {
    byte[] value = new KafkaRecords().of(row("{\"x\":\"y\"}")).headers().lastHeader("x").value();
    assertEquals("y", new String(value, StandardCharsets.UTF_8));
  }

  private static OutboxRow row(String headers) {
    return new OutboxRow(
        1,
        0,
        0,
        1,
        UUID.fromString("00000000-0000-4000-8000-000000000001"),
        OffsetDateTime.parse("2026-01-05T10:00:00Z"),
        "topic",
        "order",
        "a",
        "type",
        "source",
        "application/json",
        null,
        null,
        headers,
        new byte[] {1});
  }
}
