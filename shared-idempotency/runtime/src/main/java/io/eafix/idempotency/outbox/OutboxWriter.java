package io.eafix.idempotency.outbox;

import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Writes events in the running transaction, so that an event and its cause commit together or not
 * at all.
 *
 * <p>A committed event reaches its topic exactly once, read committed, in the order of its
 * aggregate; an event of a transaction that rolled back never appears. Thread-safe.
 */
@ApplicationScoped
public class OutboxWriter {

  private final Transactions transactions;
  private final OutboxSql outbox;

  OutboxWriter(Transactions transactions, OutboxSql outbox) {
    this.transactions = transactions;
    this.outbox = outbox;
  }

  /**
   * Writes one event.
   *
   * @see #writeAll(List)
   */
  public Uni<Void> write(OutboxEvent event) {
    return writeAll(List.of(event));
  }

  /**
   * Writes events with one statement.
   *
   * @param events in the order in which events of one aggregate shall be published
   * @return fails with {@link IllegalStateException} if no transaction is running, with {@link
   *     IllegalArgumentException} for an event beyond a limit
   */
  public Uni<Void> writeAll(List<OutboxEvent> events) {
    return transactions.sql().chain(sql -> outbox.insert(sql, events));
  }

  /**
   * Writes events from code that blocks, in the JTA transaction of this thread. Never on an event
   * loop.
   *
   * @param events in the order in which events of one aggregate shall be published
   * @throws IllegalStateException if no transaction is running
   * @throws IllegalArgumentException for an event beyond a limit
   */
  public void writeAndAwait(OutboxEvent... events) {
    writeAll(List.of(events)).await().indefinitely();
  }
}
