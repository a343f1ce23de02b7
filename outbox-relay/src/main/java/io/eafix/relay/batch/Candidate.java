package io.eafix.relay.batch;

import io.eafix.relay.event.OutboxRow;
import java.time.OffsetDateTime;

/**
 * An event that was read and may go into a batch.
 *
 * @param notBefore when it may go, or {@code null} for at once
 * @param early whether it is not due yet, by the clock of Postgres
 * @param behind newest event of its aggregate that is held, {@link Long#MAX_VALUE} if a dead one
 *     blocks the aggregate, 0 if it waits for none
 * @param attempts failed attempts so far
 */
record Candidate(
    OutboxRow event, OffsetDateTime notBefore, boolean early, long behind, int attempts) {

  /** When it may go at the earliest. */
  OffsetDateTime notBeforeOrCreated() {
    return notBefore == null ? event.createdAt() : notBefore;
  }
}
