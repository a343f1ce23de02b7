package io.eafix.execution.sender;

import io.eafix.execution.halt.TradingStates;
import io.eafix.idempotency.sql.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Claims on the {@code instruction} table. Every claim skips rows that someone else has locked, and
 * locks order and instruction together, so claims wait for nobody. Leases are measured by the clock
 * of Postgres, which all processes share.
 */
@ApplicationScoped
class ClaimStore {
  /**
   * A new order that waited for its venue for too long: the market it was decided on is gone. An
   * order that may rest may also wait.
   */
  private static final String STALE =
      """
      i.kind = 'NEW' AND CASE
        WHEN i.number > 1 THEN o.created_at < now() - $3 * interval '1 millisecond'
        ELSE o.time_in_force IN ('IOC', 'FOK')
          AND o.created_at < now() - $4 * interval '1 millisecond' END""";

  /** A replace whose order has ended while it waited: there is nothing left to change. */
  private static final String ENDED =
      "i.kind = 'REPLACE' AND o.status IN ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED')";

  /**
   * Claims what is due and in the same statement marks it, and its order, as perhaps sent: once
   * this commits, the first byte may leave, and not before. An instruction waits for the earlier
   * ones of its order; a cancel not for a replace that is held back with all but cancels.
   */
  private static final String TO_SEND =
      """
      WITH due AS (
        SELECT i.id FROM instruction i JOIN orders o ON o.id = i.order_id
        WHERE i.venue = $1 AND i.state = 'PENDING' AND i.next_at <= now()
          AND (i.number = 1 OR NOT EXISTS (
            SELECT FROM instruction p WHERE p.order_id = i.order_id AND p.number < i.number
              AND p.state IN ('PENDING', 'SENT', 'IN_DOUBT', 'MANUAL_REVIEW')
              AND NOT ($7 AND i.kind = 'CANCEL' AND p.kind = 'REPLACE' AND p.state = 'PENDING')))
          AND (i.kind = 'CANCEL' OR NOT $7 AND order_may_go(o, i))
          AND NOT (%s) AND NOT (%s)
        ORDER BY i.next_at, i.id LIMIT $2
        FOR UPDATE OF i, o SKIP LOCKED),
      claimed AS (
        UPDATE instruction i SET state = 'SENT', fence = fence + 1, owner = $5, sends = sends + 1,
          lease_until = now() + $6 * interval '1 millisecond', sent_at = now(), updated_at = now(),
          orig_cl_ord_id = CASE WHEN i.kind <> 'NEW' THEN o.cl_ord_id END
        FROM due, orders o WHERE i.id = due.id AND o.id = i.order_id RETURNING i.*),
      moved AS (
        UPDATE orders o SET status = 'SENT', updated_at = now()
        FROM claimed c WHERE o.id = c.order_id AND c.kind = 'NEW' RETURNING o.id),
      told AS (
        INSERT INTO order_history (order_id, at, trigger, from_status, to_status, filled)
        SELECT id, now(), 'SEND', 'PENDING_NEW', 'SENT', 0 FROM moved)
      SELECT c.*, o.account, o.symbol, o.side, o.type, o.time_in_force, o.quantity, o.limit_price,
        o.stop_price, o.bid, o.ask, o.quote_time, o.venue_order_id
      FROM claimed c JOIN orders o ON o.id = c.order_id
      ORDER BY c.next_at, c.id"""
          .formatted(STALE, ENDED);

  private static final String HELD_BACK =
      """
      SELECT i.id, i.order_id, %s AS ended, NOT order_may_go(o, i) AS stopped
      FROM instruction i JOIN orders o ON o.id = i.order_id
      WHERE i.venue = $1 AND i.state = 'PENDING' AND i.kind <> 'CANCEL' AND i.next_at <= now()
        AND (%s OR %s OR NOT order_may_go(o, i))
      ORDER BY i.next_at, i.id LIMIT $2"""
          .formatted(ENDED, STALE, ENDED);

  private static final String IN_DOUBT =
      """
      WITH due AS (
        SELECT i.id FROM instruction i JOIN orders o ON o.id = i.order_id
        WHERE i.venue = $1 AND i.state = 'IN_DOUBT' AND i.next_at <= now()
          AND (i.lease_until IS NULL OR i.lease_until < now())
        ORDER BY i.next_at, i.id LIMIT $2
        FOR UPDATE OF i, o SKIP LOCKED),
      claimed AS (
        UPDATE instruction i SET fence = fence + 1, owner = $3,
          lease_until = now() + $4 * interval '1 millisecond', updated_at = now()
        FROM due WHERE i.id = due.id RETURNING i.*)
      SELECT c.*, o.account, o.symbol, o.side, o.type, o.time_in_force, o.quantity, o.limit_price,
        o.stop_price, o.bid, o.ask, o.quote_time, o.venue_order_id
      FROM claimed c JOIN orders o ON o.id = c.order_id
      ORDER BY c.next_at, c.id""";

  /**
   * A lease that ended without an outcome: whoever had it may have sent, and is not waited for. It
   * gets no code, which is what the venue refused with.
   */
  private static final String ABANDONED =
      """
      WITH due AS (
        SELECT i.id FROM instruction i JOIN orders o ON o.id = i.order_id
        WHERE i.state = 'SENT' AND i.lease_until < now()
        ORDER BY i.lease_until LIMIT $1
        FOR UPDATE OF i, o SKIP LOCKED),
      lost AS (
        UPDATE instruction i SET state = 'IN_DOUBT', fence = fence + 1, owner = NULL,
          lease_until = NULL, next_at = now() + $2 * interval '1 millisecond', updated_at = now(),
          text = 'Whoever sent it did not live to note the answer'
        FROM due WHERE i.id = due.id RETURNING i.*),
      moved AS (
        UPDATE orders o SET status = 'IN_DOUBT', updated_at = now()
        FROM lost WHERE o.id = lost.order_id AND lost.kind = 'NEW' AND o.status = 'SENT'
        RETURNING o.id, o.filled),
      told AS (
        INSERT INTO order_history (order_id, at, trigger, from_status, to_status, filled, detail)
        SELECT id, now(), 'LOSE_TRACK', 'SENT', 'IN_DOUBT', filled, 'abandoned' FROM moved)
      SELECT count(*) AS lost FROM lost""";

  /** Evidence that was sought in vain while the venue was away did not count. */
  private static final String ASK_ANEW =
      """
      UPDATE instruction SET not_found = 0, unanswered = 0,
        next_at = least(next_at, now() + $2 * interval '1 millisecond')
      WHERE venue = $1 AND state = 'IN_DOUBT'""";

  /**
   * The longest that orders may have waited for their venue, in milliseconds since their intake.
   *
   * @param resent of a saga's order that goes out anew
   * @param first of any other that trades at once or not at all
   */
  record AgeLimits(long resent, long first) {}

  /**
   * Claims what may be sent now.
   *
   * @param cancelsOnly holds everything else back
   */
  Uni<List<Claim>> toSend(
      Sql sql,
      String venue,
      int most,
      AgeLimits ages,
      String owner,
      long leaseMs,
      boolean cancelsOnly) {
    return TradingStates.guard(sql)
        .chain(
            () ->
                sql.query(
                    TO_SEND,
                    venue,
                    most,
                    (double) ages.resent(),
                    (double) ages.first(),
                    owner,
                    (double) leaseMs,
                    cancelsOnly))
        .map(ClaimStore::claims);
  }

  /** Instructions that are due and must not go out. */
  Uni<List<HeldBack>> heldBack(Sql sql, String venue, int most, AgeLimits ages) {
    return sql.query(HELD_BACK, venue, most, (double) ages.resent(), (double) ages.first())
        .map(
            rows -> {
              List<HeldBack> held = new ArrayList<>(rows.size());
              rows.forEach(
                  row ->
                      held.add(new HeldBack(row.getUUID("id"), row.getUUID("order_id"), why(row))));
              return held;
            });
  }

  private static Why why(Row row) {
    if (row.getBoolean("ended")) {
      return Why.ORDER_ENDED;
    }
    return row.getBoolean("stopped") ? Why.TRADING_STOPPED : Why.TOO_OLD;
  }

  /** An instruction that must not go out. */
  record HeldBack(UUID id, UUID orderId, Why why) {}

  /** Why an instruction must not go out. */
  enum Why {
    ORDER_ENDED("order-ended", "The order ended before it was sent"),
    TRADING_STOPPED("trading-stopped", "The kill switch does not let it out"),
    TOO_OLD("too-old", "It waited too long for its venue");

    final String code;
    final String text;

    Why(String code, String text) {
      this.code = code;
      this.text = text;
    }
  }

  Uni<List<Claim>> inDoubt(Sql sql, String venue, int most, String owner, long leaseMs) {
    return sql.query(IN_DOUBT, venue, most, owner, (double) leaseMs).map(ClaimStore::claims);
  }

  /** Declares abandoned instructions in doubt; how many there were. */
  Uni<Long> abandoned(Sql sql, int most, long settleMs) {
    return sql.query(ABANDONED, most, (double) settleMs)
        .map(rows -> rows.iterator().next().getLong("lost"));
  }

  /** Lets doubts be looked into after the settle delay, from the first question on. */
  Uni<Void> askAnew(Sql sql, String venue, long settleMs) {
    return sql.update(ASK_ANEW, venue, (double) settleMs).replaceWithVoid();
  }

  private static List<Claim> claims(RowSet<Row> rows) {
    List<Claim> claims = new ArrayList<>(rows.size());
    rows.forEach(row -> claims.add(Claim.of(row)));
    return claims;
  }
}
