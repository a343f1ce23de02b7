package io.eafix.risk.decision;

import io.eafix.risk.account.Account;
import io.eafix.risk.check.OrderIntent;
import io.eafix.risk.check.Rules;
import io.eafix.risk.halt.TradingState;
import io.eafix.risk.halt.TradingStates;
import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.limits.AccountLimits;
import io.eafix.risk.limits.Limits;
import io.eafix.risk.limits.SymbolLimitValues;
import io.eafix.risk.limits.SymbolLimits;
import io.eafix.risk.session.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what an order has to keep to, as it is in the running transaction. */
@ApplicationScoped
class RuleReader {

  private final Limits limits;
  private final Sessions sessions;
  private final TradingStates states;

  RuleReader(Limits limits, Sessions sessions, TradingStates states) {
    this.limits = limits;
    this.sessions = sessions;
    this.states = states;
  }

  /**
   * @param account locked; null if unknown
   */
  Uni<Rules> read(OrderIntent order, Account account, Map<String, Instrument> instruments) {
    Instrument instrument = instruments.get(order.symbol());
    return states
        .strictest(order.account(), order.symbol(), order.strategy())
        .flatMap(
            state ->
                limits
                    .ofAccount(order.account())
                    .flatMap(
                        ofAccount ->
                            limits
                                .ofSymbols(order.account())
                                .map(
                                    all ->
                                        rules(order, account, instrument, ofAccount, all, state))));
  }

  private Rules rules(
      OrderIntent order,
      Account account,
      Instrument instrument,
      AccountLimits ofAccount,
      List<SymbolLimits> ofSymbols,
      TradingState state) {
    Map<String, SymbolLimitValues> bySymbol =
        ofSymbols.stream().collect(Collectors.toMap(l -> l.symbol, l -> l.values));
    Map<String, BigDecimal> marginRates =
        ofSymbols.stream().collect(Collectors.toMap(l -> l.symbol, l -> l.values.marginRate()));
    SymbolLimitValues ofSymbol = bySymbol.get(order.symbol());
    return new Rules(
        account,
        instrument,
        ofAccount == null ? null : ofAccount.values,
        ofSymbol,
        marginRates,
        ofSymbol == null ? Optional.empty() : sessions.named(ofSymbol.session()),
        state);
  }
}
