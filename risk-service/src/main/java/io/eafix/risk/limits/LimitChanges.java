package io.eafix.risk.limits;

import io.eafix.idempotency.problem.Problems;
import io.eafix.risk.account.Account;
import io.eafix.risk.account.Accounts;
import io.eafix.risk.audit.Versions;
import io.eafix.risk.instrument.Instruments;
import io.eafix.risk.session.Sessions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * Changes of limits, in the running transaction, under the lock that decisions take: an order is
 * decided on the limits before or after, never on both, and after the answer only on the new ones.
 * The version that a person has seen is the one replaced, or the change is refused with 409.
 */
@ApplicationScoped
class LimitChanges {

  private final Accounts accounts;
  private final Instruments instruments;
  private final Sessions sessions;
  private final Limits limits;
  private final Clock clock;

  LimitChanges(
      Accounts accounts, Instruments instruments, Sessions sessions, Limits limits, Clock clock) {
    this.accounts = accounts;
    this.instruments = instruments;
    this.sessions = sessions;
    this.limits = limits;
    this.clock = clock;
  }

  /** A new version of the account's limits; the first one makes the account known. */
  Uni<AccountLimits> change(String account, AccountLimitsRequest request) {
    return accounts
        .lockOrAdd(account, request.currency())
        .flatMap(locked -> limits.ofAccount(account).map(present -> next(locked, present, request)))
        .flatMap(next -> next.persist());
  }

  /** A new version of the account's limits in a symbol. */
  Uni<SymbolLimits> change(String account, String symbol, SymbolLimitsRequest request) {
    requireSession(request.limits().session());
    return accounts
        .lock(account)
        .onItem()
        .ifNull()
        .failWith(() -> Problems.notFound("account", account))
        .flatMap(locked -> instruments.findById(symbol))
        .onItem()
        .ifNull()
        .failWith(() -> Problems.notFound("instrument", symbol))
        .flatMap(found -> limits.ofSymbol(account, symbol))
        .map(present -> next(account, symbol, present, request))
        .flatMap(next -> next.persist());
  }

  private AccountLimits next(Account account, AccountLimits present, AccountLimitsRequest request) {
    int version = present == null ? 0 : present.version;
    Versions.require("limits have", request.expectedVersion(), version);
    if (present == null) {
      account.currency = request.currency();
    } else if (!account.currency.equals(request.currency())) {
      throw Problems.badRequest(
          "currency", request.currency() + " is not the account's", account.currency);
    }
    AccountLimits next = new AccountLimits();
    next.account = account.account;
    next.version = version + 1;
    next.values = request.limits();
    next.changedBy = request.person();
    next.reason = request.reason();
    next.changedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return next;
  }

  private SymbolLimits next(
      String account, String symbol, SymbolLimits present, SymbolLimitsRequest request) {
    int version = present == null ? 0 : present.version;
    Versions.require("limits have", request.expectedVersion(), version);
    SymbolLimits next = new SymbolLimits();
    next.account = account;
    next.symbol = symbol;
    next.version = version + 1;
    next.values = request.limits();
    next.changedBy = request.person();
    next.reason = request.reason();
    next.changedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return next;
  }

  private void requireSession(String name) {
    if (sessions.named(name).isEmpty()) {
      throw Problems.badRequest(
          "limits.session", name + " is not configured", String.join(", ", sessions.names()));
    }
  }
}
