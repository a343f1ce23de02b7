package io.eafix.risk.limits;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

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
  Uni<LimitsChange.Page<AccountLimitValues>> ofAccount(String account, int limit, Integer cursor) {
    return limits
        .accountVersions(account, before(cursor), limit + 1)
        .map(found -> page(found, limit, LimitsHistory::change, l -> l.version));
  }

  /**
   * Changes before a version, newest first.
   *
   * @param cursor null for the newest
   */
  Uni<LimitsChange.Page<SymbolLimitValues>> ofSymbol(
      String account, String symbol, int limit, Integer cursor) {
    return limits
        .symbolVersions(account, symbol, before(cursor), limit + 1)
        .map(found -> page(found, limit, LimitsHistory::change, l -> l.version));
  }

  private static int before(Integer cursor) {
    return cursor == null ? Integer.MAX_VALUE : cursor;
  }

  /** Each version is told with the one before it, which is why one more was read than is shown. */
  private static <E, T> LimitsChange.Page<T> page(
      List<E> found,
      int limit,
      BiFunction<E, E, LimitsChange<T>> change,
      ToIntFunction<E> version) {
    List<LimitsChange<T>> changes = new ArrayList<>();
    for (int i = 0; i < Math.min(found.size(), limit); i++) {
      changes.add(change.apply(i + 1 < found.size() ? found.get(i + 1) : null, found.get(i)));
    }
    return new LimitsChange.Page<>(
        changes, found.size() > limit ? version.applyAsInt(found.get(limit - 1)) : null);
  }

  private static LimitsChange<AccountLimitValues> change(AccountLimits before, AccountLimits now) {
    return new LimitsChange<>(
        now.version,
        now.changedBy,
        now.reason,
        now.changedAt,
        before == null ? null : before.values,
        now.values);
  }

  private static LimitsChange<SymbolLimitValues> change(SymbolLimits before, SymbolLimits now) {
    return new LimitsChange<>(
        now.version,
        now.changedBy,
        now.reason,
        now.changedAt,
        before == null ? null : before.values,
        now.values);
  }
}
