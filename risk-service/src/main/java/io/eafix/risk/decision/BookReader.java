package io.eafix.risk.decision;

import io.eafix.risk.check.Book;
import io.eafix.risk.check.OrderIntent;
import io.eafix.risk.check.Rules;
import io.eafix.risk.exposure.ExposureReader;
import io.eafix.risk.exposure.Exposures;
import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.instrument.Rates;
import io.eafix.risk.pnl.AccountPnl;
import io.eafix.risk.pnl.TradingDays;
import io.eafix.risk.pnl.Valuation;
import io.eafix.risk.position.Position;
import io.eafix.risk.session.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how an account stands, and notes it for its trading day, under the account's lock. */
@ApplicationScoped
class BookReader {

  private final ExposureReader exposures;
  private final TradingDays days;
  private final Sessions sessions;

  BookReader(ExposureReader exposures, TradingDays days, Sessions sessions) {
    this.exposures = exposures;
    this.days = days;
    this.sessions = sessions;
  }

  Uni<Book> read(OrderIntent order, Rules rules, Map<String, Instrument> instruments, Rates rates) {
    return Position.<Position>list("account", order.account())
        .flatMap(
            positions ->
                exposures
                    .of(order.account(), positions, instruments)
                    .flatMap(
                        exposed ->
                            rules.areComplete()
                                ? book(
                                    order,
                                    exposed,
                                    new Valuation(rules.account(), instruments, rates)
                                        .of(positions))
                                : Uni.createFrom().item(unvalued(exposed, List.of()))));
  }

  private Uni<Book> book(OrderIntent order, Exposures exposed, AccountPnl pnl) {
    return pnl.known()
        .map(
            now ->
                days.opening(order.account(), sessions.tradingDay(order.asOf()), now)
                    .map(
                        opening -> new Book(exposed, pnl.known(), List.of(), Optional.of(opening))))
        .orElseGet(() -> Uni.createFrom().item(unvalued(exposed, pnl.missing())));
  }

  private static Book unvalued(Exposures exposed, List<String> missing) {
    return new Book(exposed, Optional.empty(), missing, Optional.empty());
  }
}
