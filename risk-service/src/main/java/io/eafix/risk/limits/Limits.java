package io.eafix.risk.limits;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The limits that count now: the newest version of each. */
@ApplicationScoped
public class Limits {

  /** Null if the account has none. */
  public Uni<AccountLimits> ofAccount(String account) {
    return AccountLimits.find("account = ?1 order by version desc", account)
        .range(0, 0)
        .firstResult();
  }

  /** Null if the account may not trade the symbol. */
  public Uni<SymbolLimits> ofSymbol(String account, String symbol) {
    return SymbolLimits.find("account = ?1 and symbol = ?2 order by version desc", account, symbol)
        .range(0, 0)
        .firstResult();
  }

  Uni<List<AccountLimits>> allAccounts() {
    return AccountLimits.list(
        "from AccountLimits a where a.version = (select max(l.version) from AccountLimits l"
            + " where l.account = a.account) order by a.account");
  }

  Uni<List<SymbolLimits>> allSymbols() {
    return SymbolLimits.list(
        "from SymbolLimits s where s.version = (select max(l.version) from SymbolLimits l"
            + " where l.account = s.account and l.symbol = s.symbol)"
            + " order by s.account, s.symbol");
  }
}
