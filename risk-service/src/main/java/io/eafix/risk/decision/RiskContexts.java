package io.eafix.risk.decision;

import io.eafix.risk.account.Account;
import io.eafix.risk.account.Accounts;
import io.eafix.risk.check.OrderIntent;
import io.eafix.risk.check.RiskContext;
import io.eafix.risk.exposure.ExposureReader;
import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.instrument.Instruments;
import io.eafix.risk.instrument.Mark;
import io.eafix.risk.instrument.Marks;
import io.eafix.risk.instrument.Rates;
import io.eafix.risk.limits.Limits;
import io.eafix.risk.reservation.Reservations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** Locks the account of an order and reads what its checks look at. */
@ApplicationScoped
class RiskContexts {

  private final Accounts accounts;
  private final Instruments instruments;
  private final Marks marks;
  private final Limits limits;
  private final ExposureReader exposures;
  private final Reservations reservations;

  RiskContexts(
      Accounts accounts,
      Instruments instruments,
      Marks marks,
      Limits limits,
      ExposureReader exposures,
      Reservations reservations) {
    this.accounts = accounts;
    this.instruments = instruments;
    this.marks = marks;
    this.limits = limits;
    this.exposures = exposures;
    this.reservations = reservations;
  }

  Uni<RiskContext> lockAndRead(OrderIntent order) {
    return accounts.lock(order.account()).flatMap(account -> read(order, account));
  }

  private Uni<RiskContext> read(OrderIntent order, Account account) {
    return instruments
        .bySymbol()
        .flatMap(
            known ->
                marks
                    .bySymbol()
                    .map(quotes -> rates(order, known, quotes))
                    .flatMap(rates -> read(order, account, known, rates)));
  }

  private Uni<RiskContext> read(
      OrderIntent order, Account account, Map<String, Instrument> known, Rates rates) {
    return limits
        .ofAccount(order.account())
        .flatMap(
            ofAccount ->
                limits
                    .ofSymbol(order.account(), order.symbol())
                    .flatMap(
                        ofSymbol ->
                            exposures
                                .of(order.account(), known)
                                .flatMap(
                                    exposed ->
                                        reservations
                                            .ofSignal(order.signalId())
                                            .map(
                                                earlier ->
                                                    new RiskContext(
                                                        order,
                                                        account,
                                                        known.get(order.symbol()),
                                                        ofAccount,
                                                        ofSymbol,
                                                        exposed,
                                                        rates,
                                                        earlier != null)))));
  }

  private static Rates rates(
      OrderIntent order, Map<String, Instrument> known, Map<String, Mark> quotes) {
    Map<String, BigDecimal> mids = new HashMap<>();
    quotes.forEach((symbol, mark) -> mids.put(symbol, mark.mid()));
    if (order.hasQuote()) {
      mids.put(order.symbol(), Mark.mid(order.bid(), order.ask()));
    }
    return new Rates(known, mids);
  }
}
