package io.eafix.execution.halt;

import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The kill switch as it holds in this engine, durable and audited: the engine's own settings, and
 * those of the risk service as it tells them.
 *
 * <p>Whoever commits an intent to send holds the lock shared and reads the states after taking it
 * ({@link #guard}); whoever changes a state holds it alone. So when a change has committed, every
 * intent that was decided on the older state has committed before it, and none comes after.
 */
@ApplicationScoped
public class TradingStates {
  /** Advisory lock of this database, chosen once at random. */
  private static final long LOCK = 0x0EAF_1C0D_E5E1_1A17L;

  private static final String SHARE = "SELECT pg_advisory_xact_lock_shared($1)";
  private static final String ALONE = "SELECT pg_advisory_xact_lock($1)";
  private static final String CHANGE =
      """
      INSERT INTO trading_state AS t (scope, value, state, version, person, reason, changed_at)
      VALUES ($1, $2, $3, 1, $4, $5, $6)
      ON CONFLICT (scope, value) DO UPDATE SET state = excluded.state, version = t.version + 1,
        person = excluded.person, reason = excluded.reason, changed_at = excluded.changed_at
      RETURNING 'ENGINE' AS source, NULL::timestamptz AS heard_at, *""";

  /**
   * A version that is not greater comes late, or again, and is ignored; unless it was made later
   * and is stricter, as when the risk service's database was restored and counts anew: such a one
   * may stop and never lets go on.
   */
  private static final String HEAR =
      """
      INSERT INTO risk_trading_state AS t
        (scope, value, state, version, person, reason, changed_at, heard_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
      ON CONFLICT (scope, value) DO UPDATE SET state = excluded.state,
        version = greatest(t.version, excluded.version), person = excluded.person,
        reason = excluded.reason, changed_at = excluded.changed_at, heard_at = excluded.heard_at
      WHERE excluded.version > t.version
        OR excluded.changed_at > t.changed_at
          AND array_position(ARRAY['HALTED', 'REDUCING', 'ACTIVE'], excluded.state)
          < array_position(ARRAY['HALTED', 'REDUCING', 'ACTIVE'], t.state)""";

  private static final String ALL =
      """
      SELECT 'ENGINE' AS source, scope, value, state, version, person, reason, changed_at,
        NULL::timestamptz AS heard_at
      FROM trading_state
      UNION ALL
      SELECT 'RISK', scope, value, state, version, person, reason, changed_at, heard_at
      FROM risk_trading_state
      ORDER BY scope, value, source""";

  private final Transactions transactions;
  private final OperatorLog log;
  private final Clock clock;

  TradingStates(Transactions transactions, OperatorLog log, Clock clock) {
    this.transactions = transactions;
    this.log = log;
    this.clock = clock;
  }

  /** Lets no change of the kill switch commit between the next statement and this commit. */
  public static Uni<Void> guard(Sql sql) {
    return sql.query(SHARE, LOCK).replaceWithVoid();
  }

  /** Changes one state in the running transaction, waiting for intents that are being committed. */
  public Uni<TradingState> change(TradingStateRequest request) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.query(ALONE, LOCK)
                    .chain(
                        () ->
                            sql.query(
                                CHANGE,
                                request.scope().name(),
                                request.value(),
                                request.state().name(),
                                request.person(),
                                request.reason(),
                                clock.instant().atOffset(ZoneOffset.UTC)))
                    .map(rows -> TradingState.of(rows.iterator().next())))
        .call(
            changed ->
                log.write(
                    request.person(),
                    request.reason(),
                    "trading " + changed.state(),
                    changed.scope() + " " + changed.value()));
  }

  /**
   * Takes over a change of the risk service's switch in the running transaction, waiting for
   * intents that are being committed.
   *
   * @return false if it changes nothing here, since a later one was heard of
   */
  Uni<Boolean> hear(RiskStateChanged change) {
    TradingState.State state = change.effective();
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.query(ALONE, LOCK)
                    .chain(
                        () ->
                            sql.update(
                                HEAR,
                                change.scope().name(),
                                change.value(),
                                state.name(),
                                change.version(),
                                change.person(),
                                change.reason(),
                                change.changedAt().atOffset(ZoneOffset.UTC),
                                clock.instant().atOffset(ZoneOffset.UTC))))
        .map(rows -> rows > 0)
        .call(
            applied ->
                applied
                    ? log.write(
                        change.person(),
                        change.reason(),
                        "trading " + state + " by risk-service, version " + change.version(),
                        change.scope() + " " + change.value())
                    : Uni.createFrom().voidItem());
  }

  /** Every state that was ever set, here and in the risk service. */
  public Uni<List<TradingState>> all() {
    return transactions.inTransaction(
        () -> transactions.sql().flatMap(sql -> sql.query(ALL)).map(TradingStates::states));
  }

  private static List<TradingState> states(Iterable<Row> rows) {
    List<TradingState> states = new ArrayList<>();
    rows.forEach(row -> states.add(TradingState.of(row)));
    return states;
  }
}
