package io.eafix.risk.exposure;

import io.eafix.risk.instrument.Rates;
import io.eafix.risk.position.Side;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The exposures of an account, by symbol. Immutable. */
public final class Exposures {

  private final Map<String, Exposure> bySymbol;
  private final Map<String, String> baseCurrencies;

  /**
   * @param baseCurrencies by symbol
   */
  public Exposures(Map<String, Exposure> bySymbol, Map<String, String> baseCurrencies) {
    this.bySymbol = Map.copyOf(bySymbol);
    this.baseCurrencies = Map.copyOf(baseCurrencies);
  }

  public Exposure of(String symbol) {
    return bySymbol.getOrDefault(symbol, Exposure.NONE);
  }

  /** These exposures with one more pending order. */
  public Exposures with(String symbol, Side side, BigDecimal quantity) {
    Map<String, Exposure> more = new HashMap<>(bySymbol);
    more.put(symbol, of(symbol).withPending(side, quantity));
    return new Exposures(more, baseCurrencies);
  }

  /**
   * The sum of all symbols' worst sides, in a currency.
   *
   * @return empty if one of them cannot be converted
   */
  public Optional<BigDecimal> grossNotional(Rates rates, String currency) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Map.Entry<String, Exposure> entry : bySymbol.entrySet()) {
      BigDecimal quantity = entry.getValue().worst();
      if (quantity.signum() == 0) {
        continue;
      }
      String base = baseCurrencies.get(entry.getKey());
      Optional<BigDecimal> rate = base == null ? Optional.empty() : rates.rate(base, currency);
      if (rate.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(quantity.multiply(rate.get()));
    }
    return Optional.of(sum);
  }
}
