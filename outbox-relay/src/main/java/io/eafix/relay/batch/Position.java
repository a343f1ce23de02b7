package io.eafix.relay.batch;

/**
 * What a lane has published, and so what comes next.
 *
 * @param base snapshot of which everything is published or set aside
 * @param goal snapshot that is being worked towards, or {@code null}
 * @param afterId with a goal: ids up to this one are published or set aside
 * @param floorId below it no event can appear beyond {@code base}, save those of transactions that
 *     were in progress in it
 * @param sentBefore events beyond that which are published nevertheless
 * @param batchNo number of the newest batch, whatever became of it
 * @param newest newest published batch, or {@code null}
 * @param publishedTotal events published ever
 */
public record Position(
    String base,
    String goal,
    long afterId,
    long floorId,
    Long[] sentBefore,
    long batchNo,
    Published newest,
    long publishedTotal) {

  private static final Long[] NONE = {};

  /** A snapshot in which no transaction is visible. */
  private static final String NOTHING = "3:3:";

  /** The position of a lane that never published. */
  public static Position start() {
    return new Position(NOTHING, null, 0, 0, NONE, 0, null, 0);
  }

  /** The position before a batch, once it is known that it was not and will not be published. */
  public static Position before(Batch batch) {
    return new Position(
        batch.base(),
        batch.afterId() > 0 ? batch.goal() : null,
        batch.afterId(),
        batch.floorId(),
        batch.sentBefore(),
        batch.batchNo(),
        batch.previous(),
        batch.publishedTotal() - batch.eventCount());
  }

  /** The same without a published batch whose marker would have to be found. */
  public Position withoutMarker() {
    return new Position(base, goal, afterId, floorId, sentBefore, batchNo, null, publishedTotal);
  }

  /**
   * The position after a published batch.
   *
   * @param sentBeforeNext of the batch's urgent and earlier sent rows, those which the new position
   *     does not cover
   * @param floorNext valid floor for {@code batch.goal()}; ignored unless the goal is reached
   */
  public static Position after(
      Batch batch, long markerOffset, Long[] sentBeforeNext, long floorNext) {
    return new Position(
        batch.isLast() ? batch.goal() : batch.base(),
        batch.isLast() ? null : batch.goal(),
        batch.isLast() ? 0 : batch.uptoId(),
        batch.isLast() ? floorNext : batch.floorId(),
        sentBeforeNext,
        batch.batchNo(),
        batch.published(markerOffset),
        batch.publishedTotal());
  }
}
