package io.eafix.relay.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.relay.batch.Batch;
import io.eafix.relay.batch.BatchState;
import io.eafix.relay.batch.Published;
import io.eafix.relay.batch.StoredBatch;
import io.eafix.relay.kafka.Marker;
import io.eafix.relay.kafka.MarkerReader.Found;
import io.eafix.relay.kafka.MarkerReader.Seen;
import io.eafix.relay.lane.Reconciliation.Outcome;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Only an exact match of Postgres and Kafka decides; everything else halts the lane. */
class ReconciliationTest {

  private static final UUID FOUR = UUID.fromString("00000000-0000-0000-0000-000000000004");
  private static final UUID FIVE = UUID.fromString("00000000-0000-0000-0000-000000000005");

  @Test
  void nothingAnywhereIsAStart() {
    assertEquals(Outcome.NOTHING_OUTSTANDING, judge(Optional.empty(), Optional.empty()));
  }

  @Test
  void aClaimWithItsMarkerWasPublished() {
    assertEquals(Outcome.WAS_PUBLISHED, judge(five(BatchState.CLAIMED), marker(5, FIVE, 1)));
  }

  @Test
  void aClaimWithItsPredecessorsMarkerWasNot() {
    assertEquals(Outcome.WAS_NOT_PUBLISHED, judge(five(BatchState.CLAIMED), marker(4, FOUR, 1)));
  }

  @Test
  void aFirstClaimWithoutAnyMarkerWasNot() {
    assertEquals(
        Outcome.WAS_NOT_PUBLISHED, judge(batch(BatchState.CLAIMED, null), Optional.empty()));
  }

  @Test
  void aPublishedBatchMustHaveItsMarker() {
    assertEquals(
        Outcome.NOTHING_OUTSTANDING, judge(five(BatchState.PUBLISHED), marker(5, FIVE, 1)));
    halts(five(BatchState.PUBLISHED), marker(4, FOUR, 1), "positions topic deleted");
    halts(five(BatchState.PUBLISHED), Optional.empty(), "Kafka has none");
  }

  @Test
  void aRestoredPostgresIsNoticed() {
    halts(Optional.empty(), marker(5, FIVE, 1), "restored or emptied");
    halts(five(BatchState.PUBLISHED), marker(9, UUID.randomUUID(), 1), "restored");
    halts(five(BatchState.CLAIMED), marker(9, UUID.randomUUID(), 1), "restored");
  }

  @Test
  void theSameNumberWithAnotherClaimCountOrHashIsNotTheSameBatch() {
    halts(five(BatchState.CLAIMED), marker(5, UUID.randomUUID(), 1), "batch 5");
    halts(five(BatchState.CLAIMED), marker(5, FIVE, 2), "batch 5");
    halts(five(BatchState.CLAIMED), marker(5, FIVE, 1, "02"), "batch 5");
  }

  @Test
  void anAbortedBatchThatIsInKafkaIsAContradiction() {
    halts(five(BatchState.ABORTED), marker(5, FIVE, 1), "aborted in Postgres");
    assertEquals(Outcome.NOTHING_OUTSTANDING, judge(five(BatchState.ABORTED), marker(4, FOUR, 1)));
  }

  @Test
  void aNewGenerationNeedsNoOldMarker() {
    assertEquals(
        Outcome.NOTHING_OUTSTANDING,
        Reconciliation.judge(2, five(BatchState.PUBLISHED), seen(Optional.empty())).outcome());
    assertEquals(
        Outcome.WAS_NOT_PUBLISHED,
        Reconciliation.judge(2, five(BatchState.CLAIMED), seen(Optional.empty())).outcome());
    assertEquals(
        Outcome.WAS_PUBLISHED,
        Reconciliation.judge(2, five(BatchState.CLAIMED), seen(marker(5, FIVE, 1))).outcome());
  }

  @Test
  void markersOfALaterGenerationAreAContradiction() {
    HaltException halt =
        assertThrows(
            HaltException.class,
            () ->
                Reconciliation.judge(
                    1, five(BatchState.PUBLISHED), new Seen(marker(5, FIVE, 1), 2)));
    assertTrue(halt.getMessage().contains("before an operator accepted"), halt.getMessage());
  }

  private static Seen seen(Optional<Found> found) {
    return new Seen(found, 1);
  }

  private static void halts(Optional<StoredBatch> stored, Optional<Found> found, String saying) {
    HaltException halt = assertThrows(HaltException.class, () -> judge(stored, found));
    assertTrue(halt.getMessage().contains(saying), halt.getMessage());
  }

  private static Outcome judge(Optional<StoredBatch> stored, Optional<Found> found) {
    return Reconciliation.judge(1, stored, seen(found)).outcome();
  }

  private static Optional<StoredBatch> five(BatchState state) {
    return batch(state, new Published(4, FOUR, 11));
  }

  private static Optional<StoredBatch> batch(BatchState state, Published previous) {
    Long[] none = {};
    return Optional.of(
        new StoredBatch(
            new Batch(
                0,
                5,
                1,
                1,
                FIVE,
                "3:3:",
                "9:9:",
                0,
                7,
                true,
                0,
                none,
                none,
                none,
                none,
                1,
                2,
                new byte[] {1},
                8,
                previous),
            state,
            11));
  }

  private static Optional<Found> marker(long batch, UUID claim, int count) {
    return marker(batch, claim, count, "01");
  }

  private static Optional<Found> marker(long batch, UUID claim, int count, String hash) {
    return Optional.of(new Found(new Marker(0, batch, claim, count, hash, 1), 12));
  }
}
