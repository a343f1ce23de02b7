package io.eafix.execution.review;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A trade that no order explains, or what a venue said against one, as {@link
 * io.eafix.execution.venue.Dispute}. None of it is booked.
 *
 * @param account as the venue gives it; absent of what it disputes
 * @param orderId absent if the order is none of ours
 * @param seenAt when the engine first heard it
 * @param resolvedAt when a person had compared it with the venue's statement; absent while it is
 *     open, as are {@code resolvedBy} and {@code resolution}
 */
record OddExecution(
    UUID id,
    Kind kind,
    String venue,
    String account,
    UUID orderId,
    String clOrdId,
    String execId,
    String execRefId,
    BigDecimal quantity,
    BigDecimal price,
    Instant seenAt,
    Instant resolvedAt,
    String resolvedBy,
    String resolution) {

  /** What is odd about it. */
  enum Kind {
    /** No order of ours explains it. */
    STRAY,
    /** A trade is taken back. */
    BUST,
    /** A trade was of another quantity or price. */
    CORRECTION,
    /** A trade has the id of another, which differs from it. */
    REUSED_ID
  }

  /** Which to list. */
  enum Status {
    /** Nobody has compared it yet. */
    OPEN,
    /** A person has. */
    RESOLVED
  }

  static OddExecution of(Row row) {
    return new OddExecution(
        row.getUUID("review_id"),
        Kind.valueOf(row.getString("kind")),
        row.getString("venue"),
        row.getString("account"),
        row.getUUID("order_id"),
        row.getString("cl_ord_id"),
        row.getString("exec_id"),
        row.getString("exec_ref_id"),
        row.getBigDecimal("quantity"),
        row.getBigDecimal("price"),
        instant(row.getOffsetDateTime("seen_at")),
        instant(row.getOffsetDateTime("resolved_at")),
        row.getString("resolved_by"),
        row.getString("resolution"));
  }

  private static Instant instant(OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
