package io.eafix.risk.decision;

import io.eafix.risk.account.Account;
import io.eafix.risk.account.Accounts;
import io.eafix.risk.check.OrderIntent;
import io.eafix.risk.check.RiskContext;
import io.eafix.risk.check.Rules;
import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.instrument.Instruments;
import io.eafix.risk.instrument.Marks;
import io.eafix.risk.instrument.Quote;
import io.eafix.risk.instrument.Rates;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Locks the account of an order and reads what its checks look at. */
@ApplicationScoped
class RiskContexts {

  private final Accounts accounts;
  private final Instruments instruments;
  private final Marks marks;
  private final RuleReader rules;
  private final BookReader books;
  private final RecentReader recent;

  RiskContexts(
      Accounts accounts,
      Instruments instruments,
      Marks marks,
      RuleReader rules,
      BookReader books,
      RecentReader recent) {
    this.accounts = accounts;
    this.instruments = instruments;
    this.marks = marks;
    this.rules = rules;
    this.books = books;
    this.recent = recent;
  }

  Uni<RiskContext> lockAndRead(OrderIntent order) {
    return accounts.lock(order.account()).flatMap(account -> read(order, account));
  }

  private Uni<RiskContext> read(OrderIntent order, Account account) {
    return instruments
        .bySymbol()
        .flatMap(
            known -> rules.read(order, account, known).flatMap(given -> read(order, known, given)));
  }

  private Uni<RiskContext> read(OrderIntent order, Map<String, Instrument> known, Rules given) {
    return marks
        .bySymbol()
        .map(quotes -> new Rates(known, usable(order, given, quotes)))
        .flatMap(
            rates ->
                books
                    .read(order, given, known, rates)
                    .flatMap(
                        book ->
                            recent
                                .read(order, given)
                                .map(was -> new RiskContext(order, given, rates, book, was))));
  }

  /** Quotes of about the order's time; of its own symbol the order's, if it says something. */
  private static Map<String, Quote> usable(
      OrderIntent order, Rules given, Map<String, Quote> newest) {
    Map<String, Quote> usable = new HashMap<>();
    if (!given.areComplete()) {
      return usable;
    }
    Duration ageMax = Duration.ofMillis(given.accountLimits().markAgeMaxMs());
    newest.forEach(
        (symbol, quote) -> {
          if (isAbout(order.asOf(), quote, ageMax)) {
            usable.put(symbol, quote);
          }
        });
    order.valuingQuote(given.symbolLimits()).ifPresent(quote -> usable.put(order.symbol(), quote));
    return usable;
  }

  /** Marks come from other orders, whose clock may be a little ahead of this one's. */
  private static boolean isAbout(Instant asOf, Quote quote, Duration ageMax) {
    return Duration.between(quote.time(), asOf).abs().compareTo(ageMax) <= 0;
  }
}
