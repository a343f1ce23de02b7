package io.eafix.relay.batch;

import io.eafix.relay.db.PgSession;
import io.eafix.relay.event.OutboxRow;
import io.vertx.core.buffer.Buffer;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Writes the batches of one lane to Postgres. Every write is conditional on the lane's epoch, with
 * the lane's row locked against a takeover, so that a former owner's writes touch no row.
 */
public final class BatchStore {

  private static final String GUARD =
      """
      with guard as (
        select lane from outbox_lane
         where lane = $1 and owner = $2 and epoch = $3 and halted is null for share
      ), settled as (
        update outbox_batch set state = $5, marker_offset = $6
         where lane = $1 and batch_no = $4 and state = 'CLAIMED'
           and exists (select from guard)
        returning released, set_aside
      ), removed as (
        delete from outbox_held h using settled
         where h.id = any(case $5 when 'PUBLISHED' then settled.released
                                  else settled.set_aside end)
      )
      """;

  private static final String CLAIM =
      GUARD
          + """
insert into outbox_batch (lane, batch_no, epoch, generation, claim_id, state, base_snapshot,
    goal_snapshot, after_id, upto_id, is_last, floor_id, set_aside, sent_before, urgent,
    released, event_count, event_bytes, hash, published_total, previous_no,
    previous_claim, marker_offset)
select $1, $7, $3, $26, $8, 'CLAIMED', $9::text::pg_snapshot, $10::text::pg_snapshot, $11,
       $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25
  from guard
 where not (select paused from outbox_control)
""";

  private static final String SETTLE = GUARD + "select lane from guard";

  /**
   * Of the events of its aggregate that are held it asks only the newest: each is due no earlier
   * than those before it were when it was held, so that many followers are not all looked at.
   */
  private static final String HOLD =
      """
      insert into outbox_held (%1$s, not_before, attempts, cause)
      select %2$s,
             greatest(a.not_before, (select h.not_before from outbox_held h
                                      where h.topic = o.topic
                                        and h.aggregate_type = o.aggregate_type
                                        and h.aggregate_id = o.aggregate_id and h.id < o.id
                                      order by h.id desc limit 1)),
             a.attempts, a.cause
        from unnest($1::bigint[], $2::timestamptz[], $3::int[], $4::text[])
             as a(id, not_before, attempts, cause)
        join outbox o on o.id = a.id
      """
          .formatted(
              OutboxRow.COLUMNS,
              "o." + OutboxRow.COLUMNS.replace(", ", ", o.").replaceAll("\\s+", " "));

  private final Lane lane;

  /** For the lane as it is owned now. */
  public BatchStore(Lane lane) {
    this.lane = lane;
  }

  /**
   * Claims a batch and, in the same transaction, settles the one before and moves aside what the
   * batch passes over.
   *
   * @param earlier the batch before, if its outcome is known and not written yet
   * @return false if the source is paused: nothing was written
   * @throws LostLaneException if the lane has another epoch: nothing was written
   */
  public boolean claim(PgSession session, Plan plan, Settled earlier) {
    boolean[] claimed = new boolean[1];
    if (plan.aside().isEmpty()) {
      claimed[0] = insert(session, plan.batch(), earlier);
    } else {
      session.inTransaction(
          () -> {
            claimed[0] = insert(session, plan.batch(), earlier);
            if (claimed[0]) {
              hold(session, plan.aside());
            }
          });
    }
    if (!claimed[0]) {
      requireOwned(session);
    }
    return claimed[0];
  }

  private boolean insert(PgSession session, Batch b, Settled earlier) {
    return session.update(
            CLAIM,
            (short) lane.number(),
            lane.owner(),
            lane.epoch(),
            earlier == null ? -1L : earlier.batchNo(),
            earlier == null ? "" : earlier.state().name(),
            earlier == null ? null : offset(earlier.markerOffset()),
            b.batchNo(),
            b.claimId(),
            b.base(),
            b.goal(),
            b.afterId(),
            b.uptoId(),
            b.isLast(),
            b.floorId(),
            b.setAside(),
            b.sentBefore(),
            b.urgent(),
            b.released(),
            b.eventCount(),
            b.eventBytes(),
            Buffer.buffer(b.hash()),
            b.publishedTotal(),
            b.previous() == null ? null : b.previous().batchNo(),
            b.previous() == null ? null : b.previous().claimId(),
            b.previous() == null ? null : offset(b.previous().markerOffset()),
            b.generation())
        == 1;
  }

  private static Long offset(long offset) {
    return offset < 0 ? null : offset;
  }

  private static void hold(PgSession session, List<Aside> aside) {
    int n = aside.size();
    Long[] ids = new Long[n];
    OffsetDateTime[] notBefore = new OffsetDateTime[n];
    Integer[] attempts = new Integer[n];
    String[] causes = new String[n];
    for (int i = 0; i < n; i++) {
      ids[i] = aside.get(i).id();
      notBefore[i] = aside.get(i).notBefore();
      attempts[i] = aside.get(i).attempts();
      causes[i] = aside.get(i).cause();
    }
    session.update(HOLD, ids, notBefore, attempts, causes);
  }

  /**
   * Writes the outcome of the newest batch without claiming another. What a published batch
   * released is held no longer; nor is what an aborted one set aside, for its events, these
   * included, belong to later batches.
   *
   * @throws LostLaneException if the lane has another epoch: nothing was written
   */
  public void settle(PgSession session, Settled settled) {
    int owned =
        session
            .query(
                SETTLE,
                (short) lane.number(),
                lane.owner(),
                lane.epoch(),
                settled.batchNo(),
                settled.state().name(),
                offset(settled.markerOffset()))
            .size();
    if (owned == 0) {
      throw new LostLaneException("lane " + lane.number() + " has another owner");
    }
  }

  /**
   * Checks that the lane is still owned.
   *
   * @throws LostLaneException if not
   */
  public void requireOwned(PgSession session) {
    int owned =
        session
            .query(
                "select lane from outbox_lane where lane = $1 and owner = $2 and epoch = $3"
                    + " and halted is null",
                (short) lane.number(),
                lane.owner(),
                lane.epoch())
            .size();
    if (owned == 0) {
      throw new LostLaneException("lane " + lane.number() + " has another owner");
    }
  }

  /**
   * Holds the lane for the rest of the transaction, so that nobody takes it over meanwhile.
   *
   * @throws LostLaneException if it has another epoch
   */
  public void lockOwned(PgSession session) {
    int owned =
        session
            .query(
                "select lane from outbox_lane where lane = $1 and owner = $2 and epoch = $3"
                    + " and halted is null for share",
                (short) lane.number(),
                lane.owner(),
                lane.epoch())
            .size();
    if (owned == 0) {
      throw new LostLaneException("lane " + lane.number() + " has another owner");
    }
  }

  /** Whether an operator has stopped publishing. */
  public boolean isPaused(PgSession session) {
    return session.query("select paused from outbox_control").iterator().next().getBoolean(0);
  }

  /** Lets a held event wait for its next attempt. */
  public void postpone(PgSession session, Refused refused, OffsetDateTime notBefore) {
    session.update(
        "update outbox_held set attempts = $2, cause = $3, not_before = $4 where id = $1",
        refused.id(),
        refused.attempts(),
        refused.cause(),
        notBefore);
  }

  /** Deletes batches that are only history. */
  public void forget(PgSession session, long beforeBatchNo) {
    session.update(
        "delete from outbox_batch where lane = $1 and batch_no < $2",
        (short) lane.number(),
        beforeBatchNo);
  }

  /**
   * The outcome of a batch.
   *
   * @param state {@code PUBLISHED} or {@code ABORTED}
   */
  public record Settled(long batchNo, BatchState state, long markerOffset) {}
}
