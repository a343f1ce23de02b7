package io.eafix.risk.instrument;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Conversion between currencies at the mid of the given quotes.
 *
 * <p>Explicit and never guessed: where no quote leads from one currency to the other, directly or
 * over one third currency, there is no rate, and whoever asked must refuse. The same quotes give
 * the same rate, whichever of several ways there are.
 */
public final class Rates {

  private final Map<String, Quote> quotes;
  private final List<Instrument> quoted;

  /**
   * @param quotes by symbol; what is in here is used, so leave out what is too old
   */
  public Rates(Map<String, Instrument> instruments, Map<String, Quote> quotes) {
    this.quotes = Map.copyOf(quotes);
    this.quoted =
        instruments.values().stream()
            .filter(instrument -> quotes.containsKey(instrument.symbol))
            .sorted(Comparator.comparing(instrument -> instrument.symbol))
            .toList();
  }

  /** The quote of a symbol, if there is one to be used. */
  public Optional<Quote> quote(String symbol) {
    return Optional.ofNullable(quotes.get(symbol));
  }

  /** How much one unit of a currency is worth in another. */
  public Optional<Rate> rate(String from, String to) {
    Optional<Rate> direct = direct(from, to);
    return direct.isPresent() ? direct : overOne(from, to);
  }

  /** An amount in another currency. */
  public Optional<BigDecimal> convert(BigDecimal amount, String from, String to) {
    return amount.signum() == 0
        ? Optional.of(BigDecimal.ZERO)
        : rate(from, to).map(rate -> amount.multiply(rate.value()));
  }

  private Optional<Rate> direct(String from, String to) {
    return from.equals(to)
        ? Optional.of(Rate.ONE)
        : quoted.stream().flatMap(i -> oneWay(i, from, to).stream()).findFirst();
  }

  private Optional<Rate> oneWay(Instrument i, String from, String to) {
    if (i.baseCurrency.equals(from) && i.quoteCurrency.equals(to)) {
      return Optional.of(Rate.of(i.symbol, quotes.get(i.symbol)));
    }
    return i.quoteCurrency.equals(from) && i.baseCurrency.equals(to)
        ? Optional.of(Rate.inverse(i.symbol, quotes.get(i.symbol)))
        : Optional.empty();
  }

  private Optional<Rate> overOne(String from, String to) {
    return quoted.stream()
        .flatMap(i -> Stream.of(i.baseCurrency, i.quoteCurrency))
        .distinct()
        .sorted()
        .flatMap(third -> direct(from, third).flatMap(a -> direct(third, to).map(a::then)).stream())
        .findFirst();
  }
}
