package io.eafix.risk.account;

import io.eafix.idempotency.sql.Transactions;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

/** Accounts and their locks. */
@ApplicationScoped
public class Accounts implements PanacheRepositoryBase<Account, String> {

  private static final String ADD =
      "insert into account (account, currency) values ($1, $2) on conflict do nothing";

  /** Currency of an account that first shows up in a fill; it has no limits, so it cannot trade. */
  private static final String CURRENCY_OF_UNKNOWN = "USD";

  private final Transactions transactions;

  Accounts(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The account, locked until the end of the transaction, or null. */
  public Uni<Account> lock(String account) {
    return findById(account, LockModeType.PESSIMISTIC_WRITE);
  }

  /**
   * The account, locked until the end of the transaction, added if need be: what a venue has done
   * is recorded, known account or not.
   */
  public Uni<Account> lockOrAdd(String account) {
    return lockOrAdd(account, CURRENCY_OF_UNKNOWN);
  }

  /** The account, locked until the end of the transaction, added with this currency if need be. */
  public Uni<Account> lockOrAdd(String account, String currency) {
    return lock(account)
        .onItem()
        .ifNull()
        .switchTo(
            () ->
                transactions
                    .sql()
                    .flatMap(sql -> sql.update(ADD, account, currency))
                    .flatMap(added -> lock(account)));
  }
}
