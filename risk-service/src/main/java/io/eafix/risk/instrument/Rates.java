package io.eafix.risk.instrument;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Conversion between currencies at the mid of the newest quotes.
 *
 * <p>Explicit and never guessed: where no quote leads from one currency to the other, directly or
 * over one third currency, there is no rate, and whoever asked must refuse.
 */
public final class Rates {

  /** Precision of a rate that does not come out even, as IEEE 754 decimal128. */
  private static final MathContext PRECISION = MathContext.DECIMAL128;

  private final Map<String, Instrument> instruments;
  private final Map<String, BigDecimal> mids;

  /**
   * @param mids by symbol
   */
  public Rates(Map<String, Instrument> instruments, Map<String, BigDecimal> mids) {
    this.instruments = instruments;
    this.mids = mids;
  }

  /** How much one unit of a currency is worth in another. */
  public Optional<BigDecimal> rate(String from, String to) {
    Optional<BigDecimal> direct = direct(from, to);
    return direct.isPresent() ? direct : overOne(from, to);
  }

  private Optional<BigDecimal> direct(String from, String to) {
    if (from.equals(to)) {
      return Optional.of(BigDecimal.ONE);
    }
    return instruments.values().stream()
        .filter(i -> mids.containsKey(i.symbol))
        .flatMap(i -> oneWay(i, from, to).stream())
        .findFirst();
  }

  private Optional<BigDecimal> oneWay(Instrument i, String from, String to) {
    BigDecimal mid = mids.get(i.symbol);
    if (i.baseCurrency.equals(from) && i.quoteCurrency.equals(to)) {
      return Optional.of(mid);
    }
    return i.quoteCurrency.equals(from) && i.baseCurrency.equals(to)
        ? Optional.of(BigDecimal.ONE.divide(mid, PRECISION))
        : Optional.empty();
  }

  private Optional<BigDecimal> overOne(String from, String to) {
    return instruments.values().stream()
        .flatMap(i -> Stream.of(i.baseCurrency, i.quoteCurrency))
        .distinct()
        .sorted()
        .flatMap(
            third ->
                direct(from, third)
                    .flatMap(a -> direct(third, to).map(b -> a.multiply(b, PRECISION)))
                    .stream())
        .findFirst();
  }
}
