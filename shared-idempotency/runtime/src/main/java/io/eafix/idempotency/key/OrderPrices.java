package io.eafix.idempotency.key;

import java.math.BigDecimal;

/** At which prices an order may trade: each kind of order has those it needs, and no others. */
public sealed interface OrderPrices {

  /** At the best price there is. */
  record Market() implements OrderPrices {}

  /** At the limit or better. */
  record Limit(BigDecimal limit) implements OrderPrices {}

  /** At the best price, once the stop is touched. */
  record Stop(BigDecimal stop) implements OrderPrices {}

  /** At the limit or better, once the stop is touched. */
  record StopLimit(BigDecimal stop, BigDecimal limit) implements OrderPrices {}

  /** Adds the prices to a key. */
  default KeyParameters addTo(KeyParameters key) {
    if (this instanceof Limit order) {
      return key.text("type", "LIMIT").decimal("limitPrice", order.limit());
    }
    if (this instanceof Stop order) {
      return key.text("type", "STOP").decimal("stopPrice", order.stop());
    }
    if (this instanceof StopLimit order) {
      return key.text("type", "STOP_LIMIT")
          .decimal("stopPrice", order.stop())
          .decimal("limitPrice", order.limit());
    }
    return key.text("type", "MARKET");
  }
}
