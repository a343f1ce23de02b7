package io.eafix.idempotency.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused when an event is built, and not when it is published. */
class OutboxEventTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ce_id",
        "CE_Id",
        "ce_anything",
        "content-type",
        "Idempotency-Key",
        "aggregate-type",
        "aggregate-id",
        "aggregate-version",
        "traceparent"
      })
  void aFurtherHeaderCannotStandInForOneOfTheRelay(String header) {
    OutboxEvent.Builder event = event().header(header, "1");
    String message = assertThrows(IllegalArgumentException.class, event::build).getMessage();
    assertTrue(message.contains("header " + header + " is written by the relay"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "original-ce_id", "dead-letter-cause", "tracestate"})
  void anyOtherHeaderIsTaken(String header) {
    assertEquals("1", event().header(header, "1").build().headers().get(header));
  }

  @Test
  void aTopicThatKafkaWouldRefuseIsRefused() {
    OutboxEvent.Builder event = event().topic("a/b");
    assertThrows(IllegalArgumentException.class, event::build);
  }

  private static OutboxEvent.Builder event() {
    return OutboxEvent.builder()
        .topic("notes")
        .type("note.written")
        .aggregateType("note")
        .aggregateId("1");
  }
}
