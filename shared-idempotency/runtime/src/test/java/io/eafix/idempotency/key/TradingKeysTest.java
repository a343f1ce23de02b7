package io.eafix.idempotency.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eafix.idempotency.key.OrderPrices.Limit;
import io.eafix.idempotency.key.OrderPrices.Market;
import io.eafix.idempotency.key.OrderPrices.Stop;
import io.eafix.idempotency.key.OrderPrices.StopLimit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class TradingKeysTest {

  private static final TradingKeys KEYS = TradingKeys.of("execution-engine");
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final Instant OPEN = Instant.parse("2026-01-02T03:04:00Z");

  @Property(tries = 200)
  void quantitiesCountByValueAndSymbolsInUpperCase(
      @ForAll @BigRange(min = "0.0001", max = "1000000") @Scale(4) BigDecimal quantity,
      @ForAll @IntRange(max = 6) int zeros) {
    assertEquals(
        order("EURUSD", quantity, new Limit(quantity)),
        order(
            " eurusd",
            quantity.setScale(quantity.scale() + zeros),
            new Limit(quantity.stripTrailingZeros())));
  }

  @Property(tries = 200)
  void otherQuantitiesAreOtherOrders(
      @ForAll @BigRange(min = "0", max = "1000") @Scale(4) BigDecimal one,
      @ForAll @BigRange(min = "0", max = "1000") @Scale(4) BigDecimal other) {
    assertEquals(
        one.compareTo(other) == 0,
        order("EURUSD", one, new Market()).equals(order("EURUSD", other, new Market())));
  }

  @Test
  void theKindOfAnOrderAndEachOfItsPricesCount() {
    Set<IdempotencyKey> keys = new HashSet<>();
    List<OrderPrices> prices =
        List.of(
            new Market(),
            new Limit(ONE),
            new Limit(BigDecimal.TEN),
            new Stop(ONE),
            new StopLimit(ONE, BigDecimal.TEN),
            new StopLimit(BigDecimal.TEN, ONE));
    prices.forEach(price -> keys.add(order("EURUSD", ONE, price)));
    assertEquals(prices.size(), keys.size());
  }

  @Test
  void eachOperationHasKeysOfItsOwn() {
    assertEquals(Operation.ORDER_CANCEL, KEYS.cancel("DEMO", "1").operation());
    assertEquals(
        Operation.ORDER_MODIFY, KEYS.modify("DEMO", "1", ONE, new Market(), "c").operation());
    assertEquals(Operation.POSITION_CLOSE, KEYS.close("DEMO", "EURUSD", ONE, "c").operation());
    assertEquals(
        Operation.SIGNAL_GENERATE, KEYS.signal("sma", "EURUSD", "M1", OPEN, 1).operation());
    assertEquals(
        Operation.RISK_VALIDATE, KEYS.risk("s", "DEMO", "EURUSD", OrderSide.BUY, ONE).operation());
  }

  @Test
  void aCorrectedBarIsAnotherSignal() {
    assertNotEquals(
        KEYS.signal("sma", "EURUSD", "M1", OPEN, 1), KEYS.signal("sma", "EURUSD", "M1", OPEN, 2));
    assertEquals(
        KEYS.signal("sma", "eurusd", "m1", OPEN, 1), KEYS.signal("sma", "EURUSD", "M1", OPEN, 1));
  }

  @Test
  void aMissingParameterIsRefusedByName() {
    assertRefused("orderId", () -> KEYS.cancel("DEMO", null));
    assertRefused("quantity", () -> order("EURUSD", null, new Market()));
    assertRefused("prices", () -> order("EURUSD", ONE, null));
    assertRefused("limitPrice", () -> order("EURUSD", ONE, new Limit(null)));
    assertRefused("cause", () -> KEYS.close("DEMO", "EURUSD", ONE, null));
    assertRefused("side", () -> KEYS.risk("s", "DEMO", "EURUSD", null, ONE));
    assertRefused("barOpenTime", () -> KEYS.signal("sma", "EURUSD", "M1", null, 1));
  }

  private static void assertRefused(String parameter, Runnable key) {
    String message = assertThrows(IllegalArgumentException.class, key::run).getMessage();
    assertEquals(parameter, message.split(":")[0], message);
  }

  private static IdempotencyKey order(String symbol, BigDecimal quantity, OrderPrices prices) {
    return KEYS.order("DEMO", symbol, OrderSide.BUY, quantity, prices, "IOC", "signal-1");
  }
}
