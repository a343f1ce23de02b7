package io.eafix.risk.decision;

import io.eafix.risk.check.Book;
import io.eafix.risk.check.OrderIntent;
import io.eafix.risk.check.Rules;
import io.eafix.risk.exposure.ExposureReader;
import io.eafix.risk.exposure.Exposures;
import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.instrument.Rates;
import io.eafix.risk.pnl.TradingDays;
import io.eafix.risk.pnl.Valuation;
import io.eafix.risk.position.Position;
import io.eafix.risk.session.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
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
                            book(order, exposed, pnl(rules, positions, instruments, rates))));
  }

  private Uni<Book> book(OrderIntent order, Exposures exposed, Optional<BigDecimal> pnl) {
    return pnl.map(
            now ->
                days.opening(order.account(), sessions.tradingDay(order.asOf()), now)
                    .map(opening -> new Book(exposed, pnl, Optional.of(opening))))
        .orElseGet(() -> Uni.createFrom().item(new Book(exposed, pnl, Optional.empty())));
  }

  private static Optional<BigDecimal> pnl(
      Rules rules, List<Position> positions, Map<String, Instrument> instruments, Rates rates) {
    return rules.areComplete()
        ? new Valuation(rules.account(), instruments, rates).of(positions).known()
        : Optional.empty();
  }
}
