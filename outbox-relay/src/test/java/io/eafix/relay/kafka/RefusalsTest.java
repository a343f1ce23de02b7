package io.eafix.relay.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.relay.event.OutboxRow;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private final Refusals refusals = new Refusals("positions");

  @Test
  void whatIsTooLargeIsNamedAndNotWhatFailsWithIt() {
    RecordTooLargeException reason = new RecordTooLargeException("big");
    add(2, reason);
    // The client fails what waited in the transaction for the same reason.
    add(1, reason);
    add(3, new KafkaException("aborted"));
    add(4, new TimeoutException("late"));
    assertTrue(refusals.any());
    assertEquals(Map.of(2L, "RecordTooLargeException: big"), refusals.named());
  }

  @Test
  void allOfATopicThatMayNotBeWrittenToAreNamedAtOnce() {
    TopicAuthorizationException reason = new TopicAuthorizationException(Set.of("topic-2"));
    add(2, reason);
    add(1, reason);
    add(12, reason);
    assertEquals(Set.of(2L, 12L), refusals.named().keySet());
  }

  @Test
  void neighboursOfAnInvalidRecordAreNotBlamed() {
    add(1, new InvalidRecordException("no schema"));
    assertEquals(Map.of(1L, "InvalidRecordException: no schema"), refusals.named());
    add(2, new InvalidRecordException("part of a batch with an invalid record"));
    assertTrue(refusals.any());
    assertEquals(Map.of(), refusals.named());
  }

  @Test
  void neighboursOfARecordAgainstAPolicyAreNotBlamed() {
    add(1, new PolicyViolationException("no key"));
    assertEquals(Map.of(1L, "PolicyViolationException: no key"), refusals.named());
    add(2, new PolicyViolationException("no key"));
    assertTrue(refusals.any());
    assertEquals(Map.of(), refusals.named());
  }

  @Test
  void aTimeoutIsNoRefusal() {
    add(1, new TimeoutException("late"));
    assertFalse(refusals.any());
    assertEquals(Map.of(), refusals.named());
  }

  @Test
  void aMarkerThatMayNotBeWrittenIsNoEventsFault() {
    Exception reason = new TopicAuthorizationException(Set.of("positions"));
    add(1, reason);
    add(2, reason);
    refusals.addMarker(reason);
    assertTrue(refusals.lieInMarker(new KafkaException("aborted", reason)));
    assertTrue(new Refusals("positions").lieInMarker(new KafkaException("aborted", reason)));
  }

  @Test
  void aMarkerThatIsRefusedBeforeAnyEventIsNoEventsFault() {
    Exception reason = new RecordTooLargeException("big marker");
    refusals.addMarker(reason);
    add(1, reason);
    assertTrue(refusals.lieInMarker(new KafkaException("aborted", reason)));
  }

  @Test
  void aMarkerThatFailsWithItsTransactionHidesNoRefusedEvent() {
    Exception large = new RecordTooLargeException("big");
    add(1, large);
    refusals.addMarker(large);
    assertFalse(refusals.lieInMarker(new KafkaException("aborted", large)));
    assertEquals(Set.of(1L), refusals.named().keySet());
  }

  @Test
  void anEventsTopicThatMayNotBeWrittenIsFoundBesideTheMarkers() {
    Exception both = new TopicAuthorizationException(Set.of("topic-1", "positions"));
    add(1, both);
    refusals.addMarker(both);
    assertFalse(refusals.lieInMarker(new KafkaException("aborted", both)));
    assertEquals(Set.of(1L), refusals.named().keySet());
  }

  private void add(long id, Exception reason) {
    String topic = "topic-" + id % 10;
    refusals.add(
        new OutboxRow(
            id,
            0,
            0,
            1,
            new UUID(0, id),
            OffsetDateTime.MIN,
            topic,
            "t",
            "a",
            "y",
            "s",
            "c",
            null,
            null,
            null,
            null),
        reason);
  }
}
