package io.eafix.risk.check;

import io.eafix.risk.account.Account;
import io.eafix.risk.exposure.Exposures;
import io.eafix.risk.instrument.Instrument;
import io.eafix.risk.instrument.Rates;
import io.eafix.risk.limits.AccountLimits;
import io.eafix.risk.limits.SymbolLimits;

/**
 * All that the checks of one order look at, read under the account's lock.
 *
 * @param account null if unknown
 * @param instrument null if unknown
 * @param accountLimits null if there are none
 * @param symbolLimits null if there are none
 * @param exposures positions and active reservations, without this order
 * @param rates at the newest quotes, this order's among them
 * @param duplicate whether the signal has a reservation already
 */
public record RiskContext(
    OrderIntent order,
    Account account,
    Instrument instrument,
    AccountLimits accountLimits,
    SymbolLimits symbolLimits,
    Exposures exposures,
    Rates rates,
    boolean duplicate) {

  /** Whether there is anything to compare the order with. */
  boolean isConfigured() {
    return account != null && instrument != null && accountLimits != null && symbolLimits != null;
  }
}
