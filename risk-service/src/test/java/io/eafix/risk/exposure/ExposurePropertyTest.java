package io.eafix.risk.exposure;

import static java.math.BigDecimal.ZERO;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.instrument.Quote;
import io.eafix.risk.instrument.Rates;
import io.eafix.risk.position.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whichever pending orders are filled, and how far: what comes of it was counted before. */
class ExposurePropertyTest {

  private static final String ACCOUNT_CURRENCY = "USD";
  private static final Map<String, Instrument> INSTRUMENTS =
      Map.of(
          "EURUSD", instrument("EURUSD"),
          "GBPUSD", instrument("GBPUSD"),
          "EURGBP", instrument("EURGBP"),
          "USDJPY", instrument("USDJPY"));
  private static final Rates RATES =
      new Rates(
          INSTRUMENTS,
          Map.of(
              "EURUSD", quote("1.10"),
              "GBPUSD", quote("1.25"),
              "EURGBP", quote("0.88"),
              "USDJPY", quote("150")));
  private static final Map<String, BigDecimal> MARGIN_RATES =
      Map.of("EURUSD", new BigDecimal("0.02"), "EURGBP", new BigDecimal("0.05"));

  /**
   * An order that is pending.
   *
   * @param filled how much of it comes to be filled, in percent
   */
  record Pending(String symbol, Side side, BigDecimal quantity, int filled) {

    BigDecimal fill() {
      return side.signed(quantity.multiply(BigDecimal.valueOf(filled, 2)));
    }
  }

  @Property
  void noPositionComesOutAboveTheWorstSide(
      @ForAll("positions") Map<String, BigDecimal> positions,
      @ForAll("orders") List<Pending> orders) {
    Exposures counted = counted(positions, orders);
    after(positions, orders)
        .forEach(
            (symbol, position) -> {
              assertAtMost(counted.of(symbol).worst(), position.abs());
              assertAtMost(counted.of(symbol).worst(Side.BUY), position);
              assertAtMost(counted.of(symbol).worst(Side.SELL), position.negate());
            });
  }

  @Property
  void noGrossNotionalOrMarginComesOutAboveWhatWasCounted(
      @ForAll("positions") Map<String, BigDecimal> positions,
      @ForAll("orders") List<Pending> orders) {
    Exposures counted = counted(positions, orders);
    BigDecimal gross = ZERO;
    BigDecimal margin = ZERO;
    for (Map.Entry<String, BigDecimal> held : after(positions, orders).entrySet()) {
      String base = INSTRUMENTS.get(held.getKey()).baseCurrency;
      BigDecimal notional =
          held.getValue().abs().multiply(RATES.rate(base, ACCOUNT_CURRENCY).orElseThrow().value());
      gross = gross.add(notional);
      margin =
          margin.add(notional.multiply(MARGIN_RATES.getOrDefault(held.getKey(), BigDecimal.ONE)));
    }
    assertAtMost(counted.grossNotional(RATES, ACCOUNT_CURRENCY).orElseThrow(), gross);
    assertAtMost(counted.margin(RATES, ACCOUNT_CURRENCY, MARGIN_RATES).orElseThrow(), margin);
  }

  @Property
  void noCurrencyComesOutBeyondItsRange(
      @ForAll("positions") Map<String, BigDecimal> positions,
      @ForAll("orders") List<Pending> orders,
      @ForAll("currencies") String currency) {
    BigDecimal net = ZERO;
    for (Map.Entry<String, BigDecimal> held : after(positions, orders).entrySet()) {
      Instrument instrument = INSTRUMENTS.get(held.getKey());
      if (instrument.baseCurrency.equals(currency)) {
        net = net.add(held.getValue());
      }
      if (instrument.quoteCurrency.equals(currency)) {
        BigDecimal mid = RATES.quote(held.getKey()).orElseThrow().mid();
        net = net.subtract(held.getValue().multiply(mid));
      }
    }
    Range counted = counted(positions, orders).inCurrency(currency, RATES).orElseThrow();
    assertAtMost(counted.high(), net);
    assertAtMost(counted.low().negate(), net.negate());
    assertAtMost(counted.worst(), net.abs());
  }

  @Property
  void oneMoreOrderNeverLowersWhatIsCounted(
      @ForAll("positions") Map<String, BigDecimal> positions,
      @ForAll("orders") List<Pending> orders) {
    Exposures before = new Exposures(exposures(positions), INSTRUMENTS);
    for (Pending order : orders) {
      Exposures after = before.with(order.symbol, order.side, order.quantity);
      assertAtMost(
          after.grossNotional(RATES, ACCOUNT_CURRENCY).orElseThrow(),
          before.grossNotional(RATES, ACCOUNT_CURRENCY).orElseThrow());
      assertAtMost(
          after.inCurrency("EUR", RATES).orElseThrow().worst(),
          before.inCurrency("EUR", RATES).orElseThrow().worst());
      before = after;
    }
  }

  private static Exposures counted(Map<String, BigDecimal> positions, List<Pending> orders) {
    Exposures counted = new Exposures(exposures(positions), INSTRUMENTS);
    for (Pending order : orders) {
      counted = counted.with(order.symbol, order.side, order.quantity);
    }
    return counted;
  }

  private static Map<String, Exposure> exposures(Map<String, BigDecimal> positions) {
    Map<String, Exposure> exposures = new HashMap<>();
    positions.forEach((symbol, held) -> exposures.put(symbol, new Exposure(held, ZERO, ZERO)));
    return exposures;
  }

  private static Map<String, BigDecimal> after(
      Map<String, BigDecimal> positions, List<Pending> orders) {
    Map<String, BigDecimal> after = new HashMap<>(positions);
    orders.forEach(order -> after.merge(order.symbol, order.fill(), BigDecimal::add));
    return after;
  }

  private static void assertAtMost(BigDecimal counted, BigDecimal happened) {
    assertTrue(happened.compareTo(counted) <= 0, happened + " happened, counted " + counted);
  }

  private static Instrument instrument(String symbol) {
    Instrument instrument = new Instrument();
    instrument.symbol = symbol;
    instrument.baseCurrency = symbol.substring(0, 3);
    instrument.quoteCurrency = symbol.substring(3);
    return instrument;
  }

  private static Quote quote(String mid) {
    return new Quote(new BigDecimal(mid), new BigDecimal(mid), Instant.EPOCH);
  }

  @Provide
  Arbitrary<Map<String, BigDecimal>> positions() {
    return Arbitraries.maps(
        symbols(),
        Arbitraries.integers().between(-50, 50).map(lots -> BigDecimal.valueOf(lots * 1000L)));
  }

  @Provide
  Arbitrary<List<Pending>> orders() {
    return Combinators.combine(
            symbols(),
            Arbitraries.of(Side.class),
            Arbitraries.integers().between(1, 50).map(lots -> BigDecimal.valueOf(lots * 1000L)),
            Arbitraries.integers().between(0, 100))
        .as(Pending::new)
        .list()
        .ofMaxSize(12);
  }

  @Provide
  Arbitrary<String> currencies() {
    return Arbitraries.of("EUR", "GBP", "USD", "JPY");
  }

  private static Arbitrary<String> symbols() {
    return Arbitraries.of(INSTRUMENTS.keySet());
  }
}
