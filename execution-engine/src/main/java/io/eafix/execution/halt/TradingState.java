package io.eafix.execution.halt;

import io.vertx.sqlclient.Row;
import java.time.Instant;

/**
 * One setting of the kill switch.
 *
 * @param value the account, symbol or strategy; {@code *} for the global scope
 * @param version counts the changes of this setting
 */
public record TradingState(
    Scope scope,
    String value,
    State state,
    long version,
    String person,
    String reason,
    Instant changedAt) {

  /** What a setting applies to. */
  public enum Scope {
    GLOBAL,
    ACCOUNT,
    SYMBOL,
    STRATEGY
  }

  /** What may be sent. Cancels always may; where several settings apply the strictest holds. */
  public enum State {
    /** Everything. */
    ACTIVE,
    /** Only orders that bring the account's position in the symbol nearer to zero. */
    REDUCING,
    /** Nothing. */
    HALTED
  }

  static TradingState of(Row row) {
    return new TradingState(
        Scope.valueOf(row.getString("scope")),
        row.getString("value"),
        State.valueOf(row.getString("state")),
        row.getLong("version"),
        row.getString("person"),
        row.getString("reason"),
        row.getOffsetDateTime("changed_at").toInstant());
  }
}
