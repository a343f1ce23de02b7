package io.eafix.risk.exposure;

import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.instrument.Quote;
import io.eafix.risk.instrument.Rates;
import io.eafix.risk.position.Side;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The exposures of an account, by symbol. Immutable.
 *
 * <p>Every amount is the worst there may come to be, whichever pending orders are filled. What
 * cannot be converted is no amount: the answer is empty, and whoever asked must refuse.
 */
public final class Exposures {

  private final Map<String, Exposure> bySymbol;
  private final Map<String, Instrument> instruments;

  /**
   * @param instruments by symbol; what is held of others cannot be converted
   */
  public Exposures(Map<String, Exposure> bySymbol, Map<String, Instrument> instruments) {
    this.bySymbol = Map.copyOf(bySymbol);
    this.instruments = Map.copyOf(instruments);
  }

  public Exposure of(String symbol) {
    return bySymbol.getOrDefault(symbol, Exposure.NONE);
  }

  /** These exposures with one more pending order. */
  public Exposures with(String symbol, Side side, BigDecimal quantity) {
    Map<String, Exposure> more = new HashMap<>(bySymbol);
    more.put(symbol, of(symbol).withPending(side, quantity));
    return new Exposures(more, instruments);
  }

  /**
   * The sum of all symbols' worst sides, in a currency.
   *
   * @return empty if one of them cannot be converted
   */
  public Optional<BigDecimal> grossNotional(Rates rates, String currency) {
    return sum(rates, currency, symbol -> BigDecimal.ONE);
  }

  /**
   * The sum of all symbols' worst sides, each times the part of it that is margin, in a currency.
   *
   * @param marginRates by symbol; of others the whole notional is margin
   * @return empty if one of them cannot be converted
   */
  public Optional<BigDecimal> margin(
      Rates rates, String currency, Map<String, BigDecimal> marginRates) {
    return sum(rates, currency, symbol -> marginRates.getOrDefault(symbol, BigDecimal.ONE));
  }

  /**
   * How much of a currency may come to be held net over all symbols, in its own units: a long
   * position holds its base currency and owes its quote currency at the mid.
   *
   * @return empty if a position that touches the currency, or may, has no quote
   */
  public Optional<Range> inCurrency(String currency, Rates rates) {
    Range sum = Range.ZERO;
    for (Map.Entry<String, Exposure> entry : bySymbol.entrySet()) {
      Optional<Range> leg = leg(entry.getKey(), entry.getValue().range(), currency, rates);
      if (leg.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.plus(leg.get());
    }
    return Optional.of(sum);
  }

  /** Which exposures cannot be converted to a currency, and why; for people. */
  public List<String> missing(Rates rates, String currency) {
    return why(
        symbol -> notional(symbol, of(symbol).worst(), rates, currency), "no fresh rate for ");
  }

  /** Of which exposures it is not known how much of a currency they are, and why; for people. */
  public List<String> missingIn(String currency, Rates rates) {
    return why(symbol -> leg(symbol, of(symbol).range(), currency, rates), "no fresh quote of ");
  }

  private List<String> why(Function<String, Optional<?>> amount, String ofKnown) {
    return bySymbol.keySet().stream()
        .sorted()
        .filter(symbol -> amount.apply(symbol).isEmpty())
        .map(symbol -> (instruments.containsKey(symbol) ? ofKnown : "no instrument ") + symbol)
        .toList();
  }

  private Optional<Range> leg(String symbol, Range held, String currency, Rates rates) {
    if (held.worst().signum() == 0) {
      return Optional.of(Range.ZERO);
    }
    Instrument instrument = instruments.get(symbol);
    if (instrument == null) {
      return Optional.empty();
    }
    if (instrument.baseCurrency.equals(currency)) {
      return Optional.of(held);
    }
    return instrument.quoteCurrency.equals(currency)
        ? rates.quote(symbol).map(Quote::mid).map(mid -> held.times(mid).negate())
        : Optional.of(Range.ZERO);
  }

  private Optional<BigDecimal> sum(
      Rates rates, String currency, Function<String, BigDecimal> weight) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<String, Exposure> entry : bySymbol.entrySet()) {
      BigDecimal quantity = entry.getValue().worst().multiply(weight.apply(entry.getKey()));
      Optional<BigDecimal> notional = notional(entry.getKey(), quantity, rates, currency);
      if (notional.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(notional.get());
    }
    return Optional.of(sum);
  }

  private Optional<BigDecimal> notional(
      String symbol, BigDecimal quantity, Rates rates, String currency) {
    if (quantity.signum() == 0) {
      return Optional.of(BigDecimal.ZERO);
    }
    return Optional.ofNullable(instruments.get(symbol))
        .flatMap(instrument -> rates.convert(quantity, instrument.baseCurrency, currency));
  }
}
