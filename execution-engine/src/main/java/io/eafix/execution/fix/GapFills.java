package io.eafix.execution.fix;

import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * The {@code fix_gap_fill} table: messages that the venue asked for again and was refused.
 *
 * <p>A venue may ask for a day's messages at once, so they are written by the batch and nobody
 * waits for that. What a crash keeps from the table, a person decides about; no order is resent in
 * any case. Thread-safe.
 */
@ApplicationScoped
class GapFills {
  private static final Logger LOG = Logger.getLogger(GapFills.class);

  /** Beyond this, while Postgres is away, notes are lost. */
  private static final int UNWRITTEN_MAX = 100_000;

  private static final int BATCH_MAX = 1_000;
  private static final String INSERT =
      """
      INSERT INTO fix_gap_fill (cl_ord_id, filled_at) SELECT unnest($1::text[]), $2
      ON CONFLICT (cl_ord_id) DO NOTHING""";
  private static final String FIND = "SELECT FROM fix_gap_fill WHERE cl_ord_id = $1";

  private final Transactions transactions;
  private final Clock clock;
  private final Set<String> unwritten = new LinkedHashSet<>();
  private boolean writing;

  GapFills(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Remembers a message from now on, and writes it soon. */
  void note(String clOrdId) {
    synchronized (this) {
      if (unwritten.size() >= UNWRITTEN_MAX) {
        LOG.errorf("A gap fill in the place of %s cannot be noted: too many are waiting", clOrdId);
        return;
      }
      unwritten.add(clOrdId);
    }
    write();
  }

  /** Whether a message is among them, written or not. */
  Uni<Boolean> contains(String clOrdId) {
    write();
    synchronized (this) {
      if (unwritten.contains(clOrdId)) {
        return Uni.createFrom().item(true);
      }
    }
    return transactions.inNewTransaction(
        () ->
            transactions
                .sql()
                .flatMap(sql -> sql.query(FIND, clOrdId))
                .map(rows -> rows.size() > 0));
  }

  /** One batch at a time; what comes meanwhile is in the next. */
  private void write() {
    String[] batch;
    synchronized (this) {
      if (writing || unwritten.isEmpty()) {
        return;
      }
      writing = true;
      batch = unwritten.stream().limit(BATCH_MAX).toArray(String[]::new);
    }
    transactions
        .inNewTransaction(() -> transactions.sql().flatMap(sql -> sql.update(INSERT, batch, now())))
        .subscribe()
        .with(
            done -> {
              written(batch);
              write();
            },
            failure -> {
              // They are kept, and written with the next or when one is asked for.
              LOG.errorf(failure, "%d gap fills could not be written", batch.length);
              written();
            });
  }

  private synchronized void written(String... batch) {
    unwritten.removeAll(Set.of(batch));
    writing = false;
  }

  private Object now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
