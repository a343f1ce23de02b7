package io.eafix.risk.limits;

import io.eafix.risk.audit.Change;
import io.eafix.risk.audit.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Who changed which limits, when and why. */
@ApplicationScoped
class LimitsHistory {

  private final Limits limits;

  LimitsHistory(Limits limits) {
    this.limits = limits;
  }

  /**
   * Changes before a version, newest first.
   *
   * @param cursor null for the newest
   */
  Uni<Change.Page<AccountLimitValues>> ofAccount(String account, int limit, Integer cursor) {
    return limits
        .accountVersions(account, Versions.before(cursor), limit + 1)
        .map(found -> Change.Page.of(found, limit, LimitsHistory::change, l -> l.version));
  }

  /**
   * Changes before a version, newest first.
   *
   * @param cursor null for the newest
   */
  Uni<Change.Page<SymbolLimitValues>> ofSymbol(
      String account, String symbol, int limit, Integer cursor) {
    return limits
        .symbolVersions(account, symbol, Versions.before(cursor), limit + 1)
        .map(found -> Change.Page.of(found, limit, LimitsHistory::change, l -> l.version));
  }

  private static Change<AccountLimitValues> change(AccountLimits before, AccountLimits now) {
    return new Change<>(
        now.version,
        now.changedBy,
        now.reason,
        now.changedAt,
        before == null ? null : before.values,
        now.values);
  }

  private static Change<SymbolLimitValues> change(SymbolLimits before, SymbolLimits now) {
    return new Change<>(
        now.version,
        now.changedBy,
        now.reason,
        now.changedAt,
        before == null ? null : before.values,
        now.values);
  }
}
