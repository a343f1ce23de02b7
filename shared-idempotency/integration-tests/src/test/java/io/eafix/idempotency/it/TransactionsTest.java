package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.unique;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.TransactionRollbackException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a transaction is worth that waits for few of its answers. */
@QuarkusTest
class TransactionsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String INSERT = "insert into note (text) values ($1)";
  private static final String REFUSED = "insert into note (id, text) select id, text from note";

  @Inject Transactions transactions;

  @Test
  void aStatementThatNobodyWaitedForCommitsWithTheOthers() {
    String text = unique();
    inTransaction(sql -> inserted(sql, text).invoke(() -> forget(inserted(sql, text))));
    assertEquals(2, count(text));
  }

  @Test
  void aStatementThatNobodyWaitedForUndoesTheOthersWhenItFails() {
    String text = unique();
    assertThrows(
        TransactionRollbackException.class,
        () -> inTransaction(sql -> inserted(sql, text).invoke(() -> forget(sql.update(REFUSED)))));
    assertEquals(0, count(text));
  }

  @Test
  void aFailureThatTheWorkForgaveStillUndoesEverything() {
    String text = unique();
    assertThrows(
        TransactionRollbackException.class,
        () ->
            inTransaction(
                sql ->
                    inserted(sql, text)
                        .chain(() -> sql.update(REFUSED))
                        .onFailure()
                        .recoverWithItem(0)));
    assertEquals(0, count(text));
    inTransaction(sql -> inserted(sql, text));
    assertEquals(1, count(text));
  }

  @Test
  void workThatFailsLeavesNothing() {
    String text = unique();
    assertThrows(
        IllegalStateException.class,
        () ->
            inTransaction(
                sql ->
                    inserted(sql, text)
                        .onItem()
                        .failWith(() -> new IllegalStateException("of the test"))));
    assertEquals(0, count(text));
  }

  @Test
  void aStatementThatComesAfterTheRollbackIsRefused() {
    String text = unique();
    CompletableFuture<Integer> late = new CompletableFuture<>();
    assertThrows(
        CompletionException.class,
        () ->
            inTransaction(
                sql -> {
                  sql.query("select pg_sleep(1)")
                      .chain(() -> inserted(sql, text))
                      .subscribe()
                      .with(late::complete, late::completeExceptionally);
                  return transactions.within(Duration.ofMillis(200), Uni.createFrom().nothing());
                }));
    assertThrows(CompletionException.class, late::join);
    assertEquals(0, count(text));
  }

  private static Uni<Integer> inserted(Sql sql, String text) {
    return sql.update(INSERT, text);
  }

  private static void forget(Uni<?> statement) {
    statement.subscribe().with(ignored -> {}, ignored -> {});
  }

  private <T> T inTransaction(Function<Sql, Uni<T>> work) {
    return transactions
        .inNewTransaction(() -> transactions.sql().chain(work::apply))
        .await()
        .atMost(PATIENCE);
  }
}
