package io.eafix.relay.batch;

import java.util.UUID;

/**
 * A claimed set of events, as it is stored in {@code outbox_batch}: enough for any relay to read
 * the very same events again.
 *
 * <p>Its events are, in the order in which they are sent: {@code released} rows of {@code
 * outbox_held}; {@code urgent} rows of the outbox; and the rows of the outbox that are visible in
 * {@code goal} but not in {@code base}, with ids above {@code afterId} up to {@code uptoId},
 * without {@code setAside} and {@code sentBefore}.
 *
 * @param generation of the lane's positions; only markers of the same one tell of this batch
 * @param isLast whether {@code uptoId} is the last of what is visible in {@code goal}
 * @param floorId below it lie only events visible in {@code base} or of transactions in progress in
 *     it
 * @param hash digest of the events in their order, see {@link BatchHash}
 * @param publishedTotal events of this lane published up to and with this batch
 * @param previous newest published batch before this one, or {@code null}
 */
public record Batch(
    int lane,
    long batchNo,
    long epoch,
    int generation,
    UUID claimId,
    String base,
    String goal,
    long afterId,
    long uptoId,
    boolean isLast,
    long floorId,
    Long[] setAside,
    Long[] sentBefore,
    Long[] urgent,
    Long[] released,
    int eventCount,
    long eventBytes,
    byte[] hash,
    long publishedTotal,
    Published previous) {

  /** This batch as the newest published one. */
  public Published published(long markerOffset) {
    return new Published(batchNo, claimId, markerOffset);
  }
}
