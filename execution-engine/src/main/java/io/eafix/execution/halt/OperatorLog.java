package io.eafix.execution.halt;

import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;

/** What persons decided, written in the transaction of the deed. Never changed afterwards. */
@ApplicationScoped
public class OperatorLog {
  private static final String INSERT =
      "INSERT INTO operator_action (at, person, reason, action, object) VALUES ($1, $2, $3, $4, $5)";

  private final Transactions transactions;
  private final Clock clock;

  OperatorLog(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Notes a deed. */
  public Uni<Void> write(String person, String reason, String action, String object) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                sql.update(
                    INSERT,
                    clock.instant().atOffset(ZoneOffset.UTC),
                    person,
                    reason,
                    action,
                    object))
        .replaceWithVoid();
  }
}
