package io.eafix.risk.instrument;

import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.risk.audit.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * Changes of instruments, in the running transaction, under the lock of the instrument's row. The
 * version that a person has seen is the one replaced, or the change is refused with 409.
 */
@ApplicationScoped
class InstrumentChanges {

  private static final String TRADED =
      "select exists (select from symbol_limits where symbol = $1) as traded";

  private final Transactions transactions;
  private final Instruments instruments;
  private final InstrumentVersions versions;
  private final Clock clock;

  InstrumentChanges(
      Transactions transactions,
      Instruments instruments,
      InstrumentVersions versions,
      Clock clock) {
    this.transactions = transactions;
    this.instruments = instruments;
    this.versions = versions;
    this.clock = clock;
  }

  /** A new version; the first one makes the instrument known. */
  Uni<InstrumentVersion> change(String symbol, InstrumentRequest request) {
    InstrumentTerms terms = request.terms();
    if (terms.baseCurrency().equals(terms.quoteCurrency())) {
      throw Problems.badRequest(
          "terms.quoteCurrency", "is the base currency", "another than " + terms.baseCurrency());
    }
    return instruments
        .lockOrAdd(symbol, terms)
        .flatMap(
            locked ->
                versions
                    .newest(symbol)
                    .map(present -> next(symbol, present, request))
                    .call(next -> requireCurrencies(locked, terms))
                    .invoke(() -> locked.set(terms)))
        .flatMap(next -> next.persist());
  }

  private InstrumentVersion next(
      String symbol, InstrumentVersion present, InstrumentRequest request) {
    int version = present == null ? 0 : present.version;
    Versions.require("instrument has", request.expectedVersion(), version);
    InstrumentVersion next = new InstrumentVersion();
    next.symbol = symbol;
    next.version = version + 1;
    next.terms = request.terms();
    next.changedBy = request.person();
    next.reason = request.reason();
    next.changedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return next;
  }

  /** What was reserved and limited in one currency must not come to mean another. */
  private Uni<Void> requireCurrencies(Instrument present, InstrumentTerms terms) {
    boolean same =
        present.baseCurrency.equals(terms.baseCurrency())
            && present.quoteCurrency.equals(terms.quoteCurrency());
    return same
        ? Uni.createFrom().voidItem()
        : transactions
            .sql()
            .flatMap(sql -> sql.query(TRADED, present.symbol))
            .map(rows -> rows.iterator().next().getBoolean("traded"))
            .invoke(traded -> refuse(traded, present, terms))
            .replaceWithVoid();
  }

  private static void refuse(boolean traded, Instrument present, InstrumentTerms terms) {
    if (traded) {
      requireCurrency("terms.baseCurrency", present.baseCurrency, terms.baseCurrency());
      requireCurrency("terms.quoteCurrency", present.quoteCurrency, terms.quoteCurrency());
    }
  }

  private static void requireCurrency(String field, String present, String stated) {
    if (!present.equals(stated)) {
      throw Problems.badRequest(field, stated + " is not what accounts may trade already", present);
    }
  }
}
