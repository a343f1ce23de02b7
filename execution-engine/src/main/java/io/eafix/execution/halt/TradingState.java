package io.eafix.execution.halt;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * One setting of the kill switch.
 *
 * @param value the account, symbol or strategy; {@code *} for the global scope
 * @param version counts the changes of this setting, at its source
 * @param source whose switch it is
 * @param changedAt when the person changed it, by the clock of its source
 * @param heardAt when this engine took it over; null for its own
 */
public record TradingState(
    Source source,
    Scope scope,
    String value,
    State state,
    long version,
    String person,
    String reason,
    Instant changedAt,
    Instant heardAt) {

  /** Whose setting it is. Of the settings of both the strictest holds. */
  public enum Source {
    /** Made at this engine, for when the risk service cannot be reached. */
    ENGINE,
    /** Made at the risk service, as its event told. */
    RISK
  }

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
        Source.valueOf(row.getString("source")),
        Scope.valueOf(row.getString("scope")),
        row.getString("value"),
        State.valueOf(row.getString("state")),
        row.getLong("version"),
        row.getString("person"),
        row.getString("reason"),
        row.getOffsetDateTime("changed_at").toInstant(),
        heardAt(row));
  }

  private static Instant heardAt(Row row) {
    OffsetDateTime heard = row.getOffsetDateTime("heard_at");
    return heard == null ? null : heard.toInstant();
  }
}
