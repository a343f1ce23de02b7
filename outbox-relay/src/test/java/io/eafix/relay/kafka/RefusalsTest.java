package io.eafix.relay.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private final Refusals refusals = new Refusals();

  @Test
  void whatTheClientNamesIsNamed() {
    refusals.add(1, new RecordTooLargeException("big"));
    // The others fail because the transaction does.
    refusals.add(2, new KafkaException("aborted"));
    refusals.add(3, new TimeoutException("late"));
    assertTrue(refusals.any());
    assertEquals(Map.of(1L, "RecordTooLargeException: big"), refusals.named());
  }

  @Test
  void neighboursOfAnInvalidRecordAreNotBlamed() {
    refusals.add(1, new InvalidRecordException("no schema"));
    assertEquals(Map.of(1L, "InvalidRecordException: no schema"), refusals.named());
    refusals.add(2, new InvalidRecordException("part of a batch with an invalid record"));
    assertTrue(refusals.any());
    assertEquals(Map.of(), refusals.named());
  }

  @Test
  void aTimeoutIsNoRefusal() {
    refusals.add(1, new TimeoutException("late"));
    assertFalse(refusals.any());
    assertEquals(Map.of(), refusals.named());
  }
}
