package io.eafix.execution.fix;

import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;

/** The {@code fix_gap_fill} table: messages that the venue asked for again and was refused. */
@ApplicationScoped
class GapFills {
  private static final String INSERT =
      """
      INSERT INTO fix_gap_fill (cl_ord_id, filled_at) VALUES ($1, $2)
      ON CONFLICT (cl_ord_id) DO NOTHING""";
  private static final String FIND = "SELECT FROM fix_gap_fill WHERE cl_ord_id = $1";

  private final Transactions transactions;
  private final Clock clock;

  GapFills(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  Uni<Void> note(String clOrdId) {
    return transactions
        .inNewTransaction(
            () ->
                transactions
                    .sql()
                    .flatMap(
                        sql ->
                            sql.update(INSERT, clOrdId, clock.instant().atOffset(ZoneOffset.UTC))))
        .replaceWithVoid();
  }

  Uni<Boolean> contains(String clOrdId) {
    return transactions.inNewTransaction(
        () ->
            transactions
                .sql()
                .flatMap(sql -> sql.query(FIND, clOrdId))
                .map(rows -> rows.size() > 0));
  }
}
