package io.eafix.risk.instrument;

import io.eafix.risk.audit.Change;
import io.eafix.risk.audit.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Who stated what of instruments, when and why. */
@ApplicationScoped
class InstrumentVersions {

  /** In force; null if the instrument is not known. */
  Uni<InstrumentVersion> newest(String symbol) {
    return InstrumentVersion.find("symbol = ?1 order by version desc", symbol)
        .range(0, 0)
        .firstResult();
  }

  /** In force, of every instrument. */
  Uni<List<InstrumentVersion>> newest() {
    return InstrumentVersion.list(
        "from InstrumentVersion i where i.version = (select max(v.version) from InstrumentVersion v"
            + " where v.symbol = i.symbol) order by i.symbol");
  }

  /**
   * Changes before a version, newest first.
   *
   * @param cursor null for the newest
   */
  Uni<Change.Page<InstrumentTerms>> history(String symbol, int limit, Integer cursor) {
    return InstrumentVersion.<InstrumentVersion>find(
            "symbol = ?1 and version < ?2 order by version desc", symbol, Versions.before(cursor))
        .range(0, limit)
        .list()
        .map(found -> Change.Page.of(found, limit, InstrumentVersions::change, v -> v.version));
  }

  private static Change<InstrumentTerms> change(InstrumentVersion before, InstrumentVersion now) {
    return new Change<>(
        now.version,
        now.changedBy,
        now.reason,
        now.changedAt,
        before == null ? null : before.terms,
        now.terms);
  }
}
