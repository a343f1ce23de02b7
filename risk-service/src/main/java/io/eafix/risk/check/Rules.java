package io.eafix.risk.check;

import io.eafix.risk.account.Account;
import io.eafix.risk.halt.TradingState;
import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.limits.AccountLimitValues;
import io.eafix.risk.limits.SymbolLimitValues;
import io.eafix.risk.session.Session;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What an order has to keep to.
 *
 * @param account null if unknown
 * @param instrument null if unknown
 * @param accountLimits null if there are none
 * @param symbolLimits null if there are none
 * @param marginRates of all symbols that the account may trade
 * @param session empty if the limits name one that is not configured
 * @param tradingState the strictest setting of the kill switch that applies
 */
public record Rules(
    Account account,
    Instrument instrument,
    AccountLimitValues accountLimits,
    SymbolLimitValues symbolLimits,
    Map<String, BigDecimal> marginRates,
    Optional<Session> session,
    TradingState tradingState) {

  /** Whether there is anything to compare an order with. */
  public boolean areComplete() {
    return account != null && instrument != null && accountLimits != null && symbolLimits != null;
  }
}
