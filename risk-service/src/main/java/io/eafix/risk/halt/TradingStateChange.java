package io.eafix.risk.halt;

import io.vertx.sqlclient.Row;
import java.time.Instant;

/**
 * What a person did to the kill switch.
 *
 * @param position order of the changes, assigned by the database
 * @param before what held until then
 */
public record TradingStateChange(
    long position,
    TradingState.Scope scope,
    String value,
    long version,
    TradingState.State before,
    TradingState.State after,
    String person,
    String reason,
    Instant changedAt,
    boolean cancelOrders) {

  static TradingStateChange of(Row row) {
    TradingState after = TradingState.of(row);
    return new TradingStateChange(
        row.getLong("position"),
        after.scope(),
        after.value(),
        after.version(),
        TradingState.State.valueOf(row.getString("before")),
        after.state(),
        after.person(),
        after.reason(),
        after.changedAt(),
        after.cancelOrders());
  }
}
