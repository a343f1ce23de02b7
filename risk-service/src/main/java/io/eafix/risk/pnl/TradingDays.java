package io.eafix.risk.pnl;

import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What accounts had made when their trading day began. A day begins with what the last one was seen
 * to end with, so a loss between the two counts on the new day. Everything here happens under the
 * lock of the account.
 */
@ApplicationScoped
public class TradingDays {

  private static final String LOOK =
      """
      insert into account_day as today (account, day, opening_pnl, last_pnl)
      values ($1, $2, coalesce(
        (select d.last_pnl from account_day d where d.account = $1 and d.day < $2
         order by d.day desc limit 1), $3), $3)
      on conflict (account, day) do update set last_pnl = excluded.last_pnl
      returning opening_pnl""";

  private final Transactions transactions;

  TradingDays(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Notes what an account has made by now.
   *
   * @param pnl in the account's currency
   * @return what it had made when the day began; {@code pnl} if this is the first look ever
   */
  public Uni<BigDecimal> opening(String account, LocalDate day, BigDecimal pnl) {
    return transactions
        .sql()
        .flatMap(sql -> sql.query(LOOK, account, day, pnl))
        .map(rows -> rows.iterator().next().getBigDecimal(0));
  }
}
