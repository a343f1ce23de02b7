package io.eafix.risk.halt;

import io.vertx.sqlclient.Row;
import java.time.Instant;

/**
 * One setting of the kill switch. It is what the event to the execution engine says, too.
 *
 * @param value the account, symbol or strategy; {@code *} for the global scope
 * @param version counts the changes of this setting; 0 if it was never set
 * @param person who decided it; null if it was never set
 * @param cancelOrders with HALTED: the engine cancels the live orders of the scope, once for each
 *     such change
 */
public record TradingState(
    Scope scope,
    String value,
    State state,
    long version,
    String person,
    String reason,
    Instant changedAt,
    boolean cancelOrders) {

  /** What a setting applies to. */
  public enum Scope {
    GLOBAL,
    ACCOUNT,
    SYMBOL,
    STRATEGY
  }

  /** What may be approved. Where several settings apply the strictest holds. */
  public enum State {
    /** Everything. */
    ACTIVE,
    /** Only orders that bring the account's position in the symbol nearer to zero. */
    REDUCING,
    /** Nothing. */
    HALTED
  }

  /** The value of the global scope. */
  static final String EVERYTHING = "*";

  /** Nobody ever set it. */
  public static TradingState neverSet(Scope scope, String value) {
    return new TradingState(scope, value, State.ACTIVE, 0, null, null, null, false);
  }

  static TradingState of(Row row) {
    return new TradingState(
        Scope.valueOf(row.getString("scope")),
        row.getString("value"),
        State.valueOf(row.getString("state")),
        row.getLong("version"),
        row.getString("person"),
        row.getString("reason"),
        row.getOffsetDateTime("changed_at").toInstant(),
        row.getBoolean("cancel_orders"));
  }
}
