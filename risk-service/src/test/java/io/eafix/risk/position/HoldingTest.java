package io.eafix.risk.position;

import static java.math.BigDecimal.ZERO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HoldingTest {

  record Trade(Side side, BigDecimal quantity, BigDecimal price) {}

  @Property
  void quantityIsTheSumOfFills(@ForAll("trades") List<Trade> trades) {
    BigDecimal sum =
        trades.stream().map(t -> t.side.signed(t.quantity)).reduce(ZERO, BigDecimal::add);
    assertSame(sum, all(trades).quantity());
  }

  @Property
  void noMoneyIsLostToRounding(@ForAll("trades") List<Trade> trades) {
    Holding holding = all(trades);
    assertSame(cash(trades), holding.realisedPnl().subtract(holding.openCost()));
  }

  @Property
  void flatMeansNothingOpen(@ForAll("trades") List<Trade> trades) {
    Holding open = all(trades);
    Holding flat =
        open.quantity().signum() == 0
            ? open
            : open.apply(
                open.quantity().signum() > 0 ? Side.SELL : Side.BUY,
                open.quantity().abs(),
                new BigDecimal("1.3"));
    assertSame(ZERO, flat.openCost());
    assertNull(flat.averagePrice());
  }

  @Property
  void addingNeverRealises(@ForAll("trades") List<Trade> trades) {
    Holding before = Holding.NONE;
    for (Trade t : trades) {
      Holding after = before.apply(t.side, t.quantity, t.price);
      if (before.quantity().signum() * t.side.signed(t.quantity).signum() >= 0) {
        assertSame(before.realisedPnl(), after.realisedPnl());
      }
      before = after;
    }
  }

  @Property
  void averagePriceStaysBetweenThePricesPaid(@ForAll("trades") List<Trade> trades) {
    BigDecimal average = all(trades).averagePrice();
    if (average != null) {
      BigDecimal low = trades.stream().map(Trade::price).reduce(BigDecimal::min).orElseThrow();
      BigDecimal high = trades.stream().map(Trade::price).reduce(BigDecimal::max).orElseThrow();
      BigDecimal rounding = new BigDecimal("0.000001");
      assertTrue(average.compareTo(low.subtract(rounding)) >= 0, average + " below " + low);
      assertTrue(average.compareTo(high.add(rounding)) <= 0, average + " above " + high);
    }
  }

  @Property
  void unrealisedIsWhatClosingWouldRealise(@ForAll("trades") List<Trade> trades) {
    Holding holding = all(trades);
    if (holding.quantity().signum() == 0) {
      return;
    }
    BigDecimal price = new BigDecimal("1.23456");
    Holding closed =
        holding.apply(
            holding.quantity().signum() > 0 ? Side.SELL : Side.BUY,
            holding.quantity().abs(),
            price);
    assertSame(closed.realisedPnl(), holding.realisedPnl().add(holding.unrealisedPnl(price)));
  }

  @Example
  void aFlipClosesAtTheOldCostAndOpensAtTheNewPrice() {
    Holding holding =
        Holding.NONE
            .apply(Side.BUY, new BigDecimal("10000"), new BigDecimal("1.10"))
            .apply(Side.SELL, new BigDecimal("15000"), new BigDecimal("1.12"));
    assertSame(new BigDecimal("-5000"), holding.quantity());
    assertSame(new BigDecimal("200"), holding.realisedPnl());
    assertSame(new BigDecimal("1.12"), holding.averagePrice());
  }

  @Example
  void aPartlyClosedPositionKeepsItsAveragePrice() {
    Holding holding =
        Holding.NONE
            .apply(Side.SELL, new BigDecimal("30000"), new BigDecimal("1.10"))
            .apply(Side.BUY, new BigDecimal("10000"), new BigDecimal("1.09"));
    assertSame(new BigDecimal("1.10"), holding.averagePrice());
    assertSame(new BigDecimal("100"), holding.realisedPnl());
  }

  private static Holding all(List<Trade> trades) {
    Holding holding = Holding.NONE;
    for (Trade t : trades) {
      holding = holding.apply(t.side, t.quantity, t.price);
    }
    return holding;
  }

  private static BigDecimal cash(List<Trade> trades) {
    return trades.stream()
        .map(t -> t.side.signed(t.quantity).multiply(t.price).negate())
        .reduce(ZERO, BigDecimal::add);
  }

  private static void assertSame(BigDecimal expected, BigDecimal actual) {
    assertEquals(0, expected.compareTo(actual), expected + " expected, but was " + actual);
  }

  @Provide
  Arbitrary<List<Trade>> trades() {
    Arbitrary<BigDecimal> quantities =
        Arbitraries.integers().between(1, 70).map(n -> BigDecimal.valueOf(n * 1000L));
    Arbitrary<BigDecimal> prices =
        Arbitraries.integers().between(90000, 140000).map(n -> BigDecimal.valueOf(n, 5));
    return Combinators.combine(Arbitraries.of(Side.class), quantities, prices)
        .as(Trade::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }
}
