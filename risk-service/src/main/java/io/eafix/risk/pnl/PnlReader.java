package io.eafix.risk.pnl;

import io.eafix.idempotency.problem.Problems;
import io.eafix.risk.account.Account;
import io.eafix.risk.account.Accounts;
import io.eafix.risk.instrument.Instruments;
import io.eafix.risk.instrument.Marks;
import io.eafix.risk.instrument.Rates;
import io.eafix.risk.position.Position;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads what accounts have made, by the newest quotes, however old: their times are told. */
@ApplicationScoped
class PnlReader {

  private final Accounts accounts;
  private final Instruments instruments;
  private final Marks marks;

  PnlReader(Accounts accounts, Instruments instruments, Marks marks) {
    this.accounts = accounts;
    this.instruments = instruments;
    this.marks = marks;
  }

  /** Fails with 404 if the account is not known. */
  Uni<AccountPnl> ofAccount(String account) {
    return read(account, Position.list("account = ?1 order by symbol", account));
  }

  /** Fails with 404 if the account is not known or never held the symbol. */
  Uni<PositionPnl> ofSymbol(String account, String symbol) {
    return read(account, Position.list("account = ?1 and symbol = ?2", account, symbol))
        .map(pnl -> pnl.positions().stream().findFirst())
        .map(
            found ->
                found.orElseThrow(
                    () -> Problems.notFound("position of account", account + " in " + symbol)));
  }

  private Uni<AccountPnl> read(String id, Uni<List<Position>> positions) {
    return accounts
        .findById(id)
        .onItem()
        .ifNull()
        .failWith(() -> Problems.notFound("account", id))
        .flatMap(account -> positions.flatMap(held -> value(account, held)));
  }

  private Uni<AccountPnl> value(Account account, List<Position> positions) {
    return instruments
        .bySymbol()
        .flatMap(
            known ->
                marks
                    .bySymbol()
                    .map(quotes -> new Valuation(account, known, new Rates(known, quotes)))
                    .map(valuation -> valuation.of(positions)));
  }
}
