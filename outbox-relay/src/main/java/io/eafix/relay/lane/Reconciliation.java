package io.eafix.relay.lane;

import io.eafix.relay.batch.Batch;
import io.eafix.relay.batch.BatchState;
import io.eafix.relay.batch.Published;
import io.eafix.relay.batch.StoredBatch;
import io.eafix.relay.kafka.Marker;
import io.eafix.relay.kafka.MarkerReader;
import java.util.Optional;

/**
 * Compares what Postgres says of a lane's newest batch with what the positions topic says, once the
 * lane's former producers are fenced. Only an exact match decides; anything else halts the lane.
 */
public final class Reconciliation {

  private Reconciliation() {}

  /** What the lane does next. */
  public enum Outcome {
    /** Go on after the newest batch, or from the start if there is none. */
    NOTHING_OUTSTANDING,
    /** The outstanding batch is in Kafka: write that it is published. */
    WAS_PUBLISHED,
    /** The outstanding batch is not in Kafka, and can never be: send the same events again. */
    WAS_NOT_PUBLISHED
  }

  /**
   * What follows from the comparison.
   *
   * @param markerOffset of the newest marker, or -1 if there is none
   */
  public record Verdict(Outcome outcome, long markerOffset) {}

  /**
   * Compares.
   *
   * @param generation of the lane's positions
   * @param latest the newest batch in Postgres, if any
   * @param seen what Kafka says
   * @throws HaltException if they contradict each other
   */
  public static Verdict judge(
      int generation, Optional<StoredBatch> latest, MarkerReader.Seen seen) {
    if (seen.generation() > generation) {
      throw new HaltException(
          ("Kafka has markers of generation %d of this lane, Postgres is at %d, as after it was"
                  + " restored to before an operator accepted: events may be published already. Each"
                  + " accept raises it by one; it is over when it is above Kafka's")
              .formatted(seen.generation(), generation));
    }
    Optional<MarkerReader.Found> found = seen.newest();
    if (latest.isEmpty()) {
      if (found.isPresent()) {
        throw new HaltException(
            "Kafka has batch %d of this lane, Postgres has none: was Postgres restored or emptied?"
                .formatted(found.get().marker().batch()));
      }
      return new Verdict(Outcome.NOTHING_OUTSTANDING, -1);
    }
    Batch batch = latest.get().batch();
    BatchState state = latest.get().state();
    if (found.isPresent() && found.get().marker().matches(batch)) {
      return switch (state) {
        case CLAIMED -> new Verdict(Outcome.WAS_PUBLISHED, found.get().offset());
        case PUBLISHED -> new Verdict(Outcome.NOTHING_OUTSTANDING, found.get().offset());
        case ABORTED ->
            throw new HaltException(
                "batch %d is aborted in Postgres but published in Kafka"
                    .formatted(batch.batchNo()));
      };
    }
    if (batch.generation() < generation && found.isEmpty()) {
      // An operator accepted what Postgres says; the markers before that are of another generation.
      return new Verdict(
          state == BatchState.CLAIMED ? Outcome.WAS_NOT_PUBLISHED : Outcome.NOTHING_OUTSTANDING,
          -1);
    }
    if (state == BatchState.PUBLISHED) {
      throw contradiction(batch.published(-1), found);
    }
    if (!isNewest(batch.previous(), found)) {
      throw contradiction(batch.previous(), found);
    }
    return new Verdict(
        state == BatchState.CLAIMED ? Outcome.WAS_NOT_PUBLISHED : Outcome.NOTHING_OUTSTANDING,
        found.map(MarkerReader.Found::offset).orElse(-1L));
  }

  private static boolean isNewest(Published expected, Optional<MarkerReader.Found> found) {
    if (expected == null) {
      return found.isEmpty();
    }
    return found.isPresent()
        && found.get().marker().batch() == expected.batchNo()
        && found.get().marker().claimId().equals(expected.claimId());
  }

  private static HaltException contradiction(
      Published expected, Optional<MarkerReader.Found> found) {
    String inPostgres =
        expected == null
            ? "Postgres has published no batch"
            : "Postgres has published batch " + expected.batchNo();
    String inKafka =
        found
            .map(MarkerReader.Found::marker)
            .map(Marker::batch)
            .map(batch -> "Kafka has batch " + batch)
            .orElse("Kafka has none");
    return new HaltException(
        inPostgres
            + ", "
            + inKafka
            + ": was Postgres restored to an earlier point, or the positions topic deleted?");
  }
}
