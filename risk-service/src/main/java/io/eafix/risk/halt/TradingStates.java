package io.eafix.risk.halt;

import io.eafix.idempotency.outbox.OutboxEvent;
import io.eafix.idempotency.outbox.OutboxWriter;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.risk.halt.TradingState.Scope;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The kill switch, durable and audited. Everything here joins the running transaction.
 *
 * <p>A decision holds the lock shared and reads the states after taking it ({@link #strictest}); a
 * change holds it alone. So when a change has committed, every decision that was made on the older
 * state has committed before it, and none comes after.
 */
@ApplicationScoped
public class TradingStates {

  /** Advisory lock of this database, chosen once at random. */
  private static final long LOCK = 0x5AFE_0B1D_74C3_29E6L;

  private static final String TOPIC = "trading.states.changed";

  private static final String SHARE = "select pg_advisory_xact_lock_shared($1)";
  private static final String ALONE = "select pg_advisory_xact_lock($1)";
  private static final String CHANGE =
      """
      insert into trading_state
        (scope, value, version, state, person, reason, changed_at, cancel_orders)
      select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6::timestamptz, $8::boolean
      from trading_state where scope = $1 and value = $2
      having $7::bigint is null or coalesce(max(version), 0) = $7
      returning *""";
  private static final String STRICTEST =
      """
      select * from trading_state_in_force
      where (scope, value) in
        (('GLOBAL', '*'), ('ACCOUNT', $1), ('SYMBOL', $2), ('STRATEGY', $3))
      order by array_position(array['HALTED', 'REDUCING', 'ACTIVE'], state), scope limit 1""";
  private static final String ONE =
      "select * from trading_state_in_force where scope = $1 and value = $2";
  private static final String ALL = "select * from trading_state_in_force";
  private static final String HISTORY =
      """
      select * from (
        select t.*, lag(state, 1, 'ACTIVE') over (partition by scope, value order by version)
          as before
        from trading_state t
        where ($1::text is null or scope = $1) and ($2::text is null or value = $2)) changes
      where $3::bigint is null or position < $3
      order by position desc limit $4""";

  private final Transactions transactions;
  private final OutboxWriter outbox;
  private final Clock clock;

  TradingStates(Transactions transactions, OutboxWriter outbox, Clock clock) {
    this.transactions = transactions;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * The strictest state that applies to an order; no change of the kill switch commits between this
   * and the end of the transaction.
   *
   * @param strategy null if the order has none
   */
  public Uni<TradingState> strictest(String account, String symbol, String strategy) {
    return transactions
        .sql()
        .call(sql -> sql.query(SHARE, LOCK))
        .flatMap(sql -> sql.query(STRICTEST, account, symbol, strategy))
        .map(rows -> firstOr(rows, Scope.GLOBAL, TradingState.EVERYTHING));
  }

  /**
   * Changes one setting, after the decisions that are being committed, and tells of it.
   *
   * @return fails with 409 if the setting does not have the expected version
   */
  Uni<TradingState> change(TradingStateRequest request) {
    return transactions
        .sql()
        .call(sql -> sql.query(ALONE, LOCK))
        .flatMap(
            sql ->
                sql.query(
                    CHANGE,
                    request.scope().name(),
                    request.value(),
                    request.state().name(),
                    request.person(),
                    request.reason(),
                    clock.instant().atOffset(ZoneOffset.UTC),
                    request.expectedVersion(),
                    request.cancelsOrders()))
        .flatMap(
            rows ->
                rows.size() == 1
                    ? Uni.createFrom()
                        .item(TradingState.of(rows.iterator().next()))
                        .call(this::tell)
                    : one(request.scope(), request.value()).map(TradingStates::changedByOthers));
  }

  /** In the change's own transaction: the engine stops what risk has stopped, through any crash. */
  private Uni<Void> tell(TradingState changed) {
    return outbox.write(
        OutboxEvent.builder()
            .topic(TOPIC)
            .type("io.eafix.risk.trading-state.v1")
            .aggregateType("trading-state")
            .aggregateId(changed.scope() + ":" + changed.value())
            .payload(changed)
            .build());
  }

  /** One setting; ACTIVE with version 0 if nobody ever set it. */
  Uni<TradingState> one(Scope scope, String value) {
    return transactions
        .sql()
        .flatMap(sql -> sql.query(ONE, scope.name(), value))
        .map(rows -> firstOr(rows, scope, value));
  }

  /** Every setting that was ever made, as it is now. */
  Uni<List<TradingState>> all() {
    return rows(sql -> sql.query(ALL), TradingState::of);
  }

  /**
   * Changes that match all given values, newest first.
   *
   * @param before only changes before this position
   */
  Uni<List<TradingStateChange>> history(Scope scope, String value, Long before, int limit) {
    String name = scope == null ? null : scope.name();
    return rows(sql -> sql.query(HISTORY, name, value, before, limit), TradingStateChange::of);
  }

  private <T> Uni<List<T>> rows(
      Function<Sql, Uni<? extends Iterable<Row>>> query, Function<Row, T> read) {
    return transactions
        .sql()
        .flatMap(query)
        .map(found -> StreamSupport.stream(found.spliterator(), false).map(read).toList());
  }

  private static TradingState firstOr(Iterable<Row> rows, Scope scope, String value) {
    var found = rows.iterator();
    return found.hasNext() ? TradingState.of(found.next()) : TradingState.neverSet(scope, value);
  }

  private static TradingState changedByOthers(TradingState now) {
    throw Problems.conflict(
        "version-conflict",
        "The setting has changed",
        "version %d by %s: %s, %s"
            .formatted(now.version(), now.person(), now.state(), now.reason()));
  }
}
