package io.eafix.risk.check;

import io.eafix.risk.exposure.Exposure;
import io.eafix.risk.exposure.Exposures;
import io.eafix.risk.instrument.Quote;
import io.eafix.risk.instrument.Rates;
import io.eafix.risk.limits.AccountLimitValues;
import io.eafix.risk.limits.SymbolLimitValues;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * All that the checks of one order look at, read under the account's lock.
 *
 * @param rates at quotes that are fresh enough, this order's among them
 */
public record RiskContext(OrderIntent order, Rules rules, Rates rates, Book book, Recent recent) {

  AccountLimitValues accountLimits() {
    return rules.accountLimits();
  }

  SymbolLimitValues symbolLimits() {
    return rules.symbolLimits();
  }

  /** What the account's limits are counted in. */
  String currency() {
    return rules.account().currency;
  }

  /** The exposures without the order. */
  Exposures before() {
    return book.exposures();
  }

  /** The exposures if the order were accepted. */
  Exposures after() {
    return before().with(order.symbol(), order.side(), order.quantity());
  }

  /** The exposure to the order's symbol, without it. */
  Exposure exposure() {
    return before().of(order.symbol());
  }

  /**
   * What may be ordered so that it can only bring the position nearer to zero, whatever becomes of
   * the other pending orders.
   */
  BigDecimal reducible() {
    return exposure().worst(order.side()).negate().max(BigDecimal.ZERO);
  }

  boolean reduces() {
    return order.quantity().compareTo(reducible()) <= 0;
  }

  /** The order's quote, if it says something about the market as it is. */
  public Optional<Quote> usableQuote() {
    return rules.areComplete()
        ? order.usableQuote(symbolLimits().quoteAgeMaxMs())
        : Optional.empty();
  }

  /** The order's quote, if positions may be valued by it. */
  public Optional<Quote> valuingQuote() {
    return rules.areComplete() ? order.valuingQuote(symbolLimits()) : Optional.empty();
  }
}
