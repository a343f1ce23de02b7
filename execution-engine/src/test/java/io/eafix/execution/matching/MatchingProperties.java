package io.eafix.execution.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.venue.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MatchingProperties {
  /** An order, a market, and how deep it is. */
  record Scene(Matching.Terms order, Quote quote, Depth depth) {
    Matching.Match match() {
      return Matching.match(order, quote, depth);
    }

    BigDecimal traded() {
      return match().trades().stream()
          .map(Trade::quantity)
          .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  @Provide
  Arbitrary<Scene> scenes() {
    return Combinators.combine(orders(), quotes(), depths()).as(Scene::new);
  }

  private static Arbitrary<Matching.Terms> orders() {
    return Combinators.combine(
            Arbitraries.of(Side.class),
            Arbitraries.of(OrderType.class),
            Arbitraries.of(TimeInForce.class),
            decimals("1", "1000", 2),
            decimals("1.00", "1.20", 5))
        .as(
            (side, type, timeInForce, quantity, price) ->
                new Matching.Terms(
                    side,
                    type,
                    timeInForce,
                    quantity,
                    type == OrderType.LIMIT ? Optional.of(price) : Optional.empty(),
                    type == OrderType.STOP ? Optional.of(price) : Optional.empty()));
  }

  private static Arbitrary<Quote> quotes() {
    return Combinators.combine(decimals("1.00", "1.20", 5), decimals("0", "0.001", 5))
        .as((bid, spread) -> new Quote(bid, bid.add(spread), Instant.EPOCH));
  }

  private static Arbitrary<Depth> depths() {
    return Combinators.combine(
            decimals("1", "500", 2).optional(),
            Arbitraries.integers().between(1, 5),
            decimals("0", "0.01", 5))
        .as(Depth::new);
  }

  private static Arbitrary<BigDecimal> decimals(String least, String most, int scale) {
    return Arbitraries.bigDecimals()
        .between(new BigDecimal(least), new BigDecimal(most))
        .ofScale(scale);
  }

  @Property
  void theSameSceneMakesTheSameTrades(@ForAll("scenes") Scene scene) {
    assertEquals(scene.match(), scene.match());
  }

  @Property
  void neverTradesMoreThanIsOpenOrThanIsOffered(@ForAll("scenes") Scene scene) {
    assertTrue(scene.traded().compareTo(scene.order().open()) <= 0);
    scene
        .depth()
        .quantity()
        .ifPresent(
            quantity ->
                assertTrue(
                    scene
                            .traded()
                            .compareTo(quantity.multiply(new BigDecimal(scene.depth().levels())))
                        <= 0));
  }

  @Property
  void neverTradesBeyondItsLimitOrBetterThanTheTouch(@ForAll("scenes") Scene scene) {
    BigDecimal touch = scene.quote().farTouch(scene.order().side());
    int worse = scene.order().side() == Side.BUY ? 1 : -1;
    for (Trade trade : scene.match().trades()) {
      assertTrue(trade.price().compareTo(touch) * worse >= 0);
      scene
          .order()
          .limit()
          .ifPresent(limit -> assertTrue(trade.price().compareTo(limit) * worse <= 0));
    }
  }

  @Property
  void fillOrKillIsAllOrNothingAndImmediateOrdersNeverRest(@ForAll("scenes") Scene scene) {
    if (scene.order().timeInForce() == TimeInForce.FOK) {
      assertTrue(
          scene.traded().signum() == 0 || scene.traded().compareTo(scene.order().open()) == 0);
    }
    if (scene.order().timeInForce().immediate() || scene.order().type() == OrderType.MARKET) {
      assertFalse(scene.match().rests());
    }
  }

  @Property
  void aStopSleepsUntilTheFarTouchReachesIt(@ForAll("scenes") Scene scene) {
    scene
        .order()
        .stop()
        .ifPresent(
            stop -> {
              BigDecimal touch = scene.quote().farTouch(scene.order().side());
              boolean reached =
                  scene.order().side() == Side.BUY
                      ? touch.compareTo(stop) >= 0
                      : touch.compareTo(stop) <= 0;
              if (!reached) {
                assertTrue(scene.match().trades().isEmpty());
              }
            });
  }
}
