package io.eafix.risk.limits;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Versions of limits. The newest of each counts; no version is ever changed. */
@ApplicationScoped
public class Limits {

  /** In force; null if the account has none. */
  public Uni<AccountLimits> ofAccount(String account) {
    return AccountLimits.find("account = ?1 order by version desc", account)
        .range(0, 0)
        .firstResult();
  }

  /** In force, for every symbol that the account may trade. */
  public Uni<List<SymbolLimits>> ofSymbols(String account) {
    return SymbolLimits.list(
        "from SymbolLimits s where s.account = ?1 and s.version = (select max(l.version) from"
            + " SymbolLimits l where l.account = s.account and l.symbol = s.symbol)"
            + " order by s.symbol",
        account);
  }

  /** In force; null if the account may not trade the symbol. */
  Uni<SymbolLimits> ofSymbol(String account, String symbol) {
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

  /** Versions before the given one, newest first. */
  Uni<List<AccountLimits>> accountVersions(String account, int before, int count) {
    return AccountLimits.find(
            "account = ?1 and version < ?2 order by version desc", account, before)
        .range(0, count - 1)
        .list();
  }

  /** Versions before the given one, newest first. */
  Uni<List<SymbolLimits>> symbolVersions(String account, String symbol, int before, int count) {
    return SymbolLimits.find(
            "account = ?1 and symbol = ?2 and version < ?3 order by version desc",
            account,
            symbol,
            before)
        .range(0, count - 1)
        .list();
  }
}
