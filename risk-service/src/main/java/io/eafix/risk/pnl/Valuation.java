package io.eafix.risk.pnl;

import io.eafix.risk.account.Account;
import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.instrument.Quote;
import io.eafix.risk.instrument.Rate;
import io.eafix.risk.instrument.Rates;
import io.eafix.risk.position.Holding;
import io.eafix.risk.position.Position;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values positions by quotes, in the currency of their account. A pure function of its input. */
public final class Valuation {

  private final Account account;
  private final Map<String, Instrument> instruments;
  private final Rates rates;

  /**
   * @param rates what is in there is used, so leave out what is too old
   */
  public Valuation(Account account, Map<String, Instrument> instruments, Rates rates) {
    this.account = account;
    this.instruments = instruments;
    this.rates = rates;
  }

  /** All of them, and their sums. */
  public AccountPnl of(List<Position> positions) {
    return AccountPnl.of(
        account.account, account.currency, positions.stream().map(this::of).toList());
  }

  private PositionPnl of(Position position) {
    Holding holding = position.holding();
    List<String> missing = new ArrayList<>();
    Instrument instrument = instruments.get(position.symbol);
    Quote quote = quote(position, missing);
    BigDecimal unrealised = unrealised(holding, quote);
    boolean nothing = holding.quantity().signum() == 0 && holding.realisedPnl().signum() == 0;
    Rate rate = nothing ? null : rate(instrument, position.symbol, missing);
    return new PositionPnl(
        position.account,
        position.symbol,
        plain(holding.quantity()),
        plain(holding.averagePrice()),
        instrument == null ? null : instrument.quoteCurrency,
        plain(holding.realisedPnl()),
        plain(unrealised),
        quote,
        account.currency,
        rate == null ? null : Conversion.of(instrument.quoteCurrency, account.currency, rate),
        nothing ? BigDecimal.ZERO : converted(holding.realisedPnl(), rate),
        nothing ? BigDecimal.ZERO : converted(unrealised, rate),
        List.copyOf(missing),
        position.updatedAt);
  }

  private Quote quote(Position position, List<String> missing) {
    if (position.quantity.signum() == 0) {
      return null;
    }
    Optional<Quote> quote = rates.quote(position.symbol);
    if (quote.isEmpty()) {
      missing.add("no quote of " + position.symbol + " to value the position by");
    }
    return quote.orElse(null);
  }

  private static BigDecimal unrealised(Holding holding, Quote quote) {
    if (holding.quantity().signum() == 0) {
      return BigDecimal.ZERO;
    }
    return quote == null ? null : holding.unrealisedPnl(quote.closing(holding.quantity()));
  }

  private Rate rate(Instrument instrument, String symbol, List<String> missing) {
    if (instrument == null) {
      missing.add("no instrument " + symbol + ", so the currency of its prices is not known");
      return null;
    }
    Optional<Rate> rate = rates.rate(instrument.quoteCurrency, account.currency);
    if (rate.isEmpty()) {
      missing.add(
          "no quote leads from %s to %s, so what %s made cannot be converted"
              .formatted(instrument.quoteCurrency, account.currency, symbol));
    }
    return rate.orElse(null);
  }

  private static BigDecimal converted(BigDecimal amount, Rate rate) {
    return amount == null || rate == null
        ? null
        : plain(amount.multiply(rate.value()).setScale(Holding.SCALE, RoundingMode.HALF_EVEN));
  }

  private static BigDecimal plain(BigDecimal value) {
    if (value == null) {
      return null;
    }
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }
}
