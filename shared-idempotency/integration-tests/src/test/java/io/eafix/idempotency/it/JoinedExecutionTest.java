package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.ExecutorTest.get;
import static io.eafix.idempotency.it.ExecutorTest.note;
import static io.eafix.idempotency.it.ExecutorTest.results;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eafix.idempotency.execution.ExactlyOnceExecutor;
import io.eafix.idempotency.it.NoteResource.NoteAnswer;
import io.eafix.idempotency.key.IdempotencyKey;
import io.eafix.idempotency.sql.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Plain code that executes once in a transaction of its own. */
@QuarkusTest
class JoinedExecutionTest {

  @Inject ExactlyOnceExecutor executor;
  @Inject Transactions transactions;

  private final String text = Notes.unique();
  private final IdempotencyKey key = ExecutorTest.key(text);

  @Test
  void inTheCallersTransactionTheResultCommitsOrGoesWithTheRest() {
    RuntimeException later = new IllegalStateException("of the caller, after the work");
    assertSame(
        later,
        assertThrows(
            IllegalStateException.class,
            () ->
                get(
                    transactions.inNewTransaction(
                        () ->
                            joined(this::write).chain(note -> Uni.createFrom().failure(later))))));
    assertEquals(0, Notes.count(text));
    NoteAnswer first = get(transactions.inNewTransaction(() -> joined(this::write)));
    assertEquals(1, results(() -> transactions.inNewTransaction(() -> joined(this::write))));
    // The same key means the same, whoever asks and where the transaction is.
    assertEquals(first, get(executor.execute(key, NoteAnswer.class, this::write)));
    assertEquals(1, Notes.count(text));
  }

  @Test
  void concurrentTransactionsWithOneKeyWaitForTheFirstAndGetItsResult() {
    assertEquals(1, results(() -> transactions.inNewTransaction(() -> joined(this::write))));
    assertEquals(1, Notes.count(text));
  }

  @Test
  void aTransactionWhoseWorkFailedCannotCommit() {
    IllegalStateException failure = new IllegalStateException("in the work");
    assertThrows(
        RuntimeException.class,
        () ->
            get(
                transactions.inNewTransaction(
                    () ->
                        joined(() -> write().chain(() -> Uni.createFrom().failure(failure)))
                            .onFailure()
                            .recoverWithItem(new NoteAnswer(1L, "as if", null))
                            .call(() -> note(text + " after")))));
    assertEquals(0, Notes.count(text));
    assertEquals(0, Notes.count(text + " after"));
    get(transactions.inNewTransaction(() -> joined(this::write)));
    assertEquals(1, Notes.count(text));
  }

  /** In a JTA transaction too, wherever the work ends. */
  @Test
  void aJtaTransactionWhoseWorkFailedElsewhereCannotCommit() {
    IllegalStateException failure = new IllegalStateException("in the work, on another thread");
    Supplier<Uni<NoteAnswer>> elsewhere =
        () ->
            Uni.createFrom()
                .<NoteAnswer>failure(failure)
                .onFailure()
                .call(
                    () -> Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(1)));
    assertThrows(
        RuntimeException.class,
        () ->
            get(
                transactions.onNewContext(
                    () ->
                        transactions.inBlockingTransactions(
                            () ->
                                transactions.inTransaction(
                                    () ->
                                        joined(elsewhere)
                                            .onFailure()
                                            .recoverWithItem(
                                                new NoteAnswer(1L, "as if", null)))))));
    get(executor.execute(key, NoteAnswer.class, this::write));
    assertEquals(1, Notes.count(text));
  }

  @Test
  void aTransactionInWhichTheKeyIsOfNoResultCannotCommit() {
    get(executor.execute(key, NoteAnswer.class, this::write));
    assertThrows(
        RuntimeException.class,
        () ->
            get(
                transactions.inNewTransaction(
                    () ->
                        executor
                            .executeInTransaction(
                                key, Integer.class, () -> Uni.createFrom().item(1))
                            .onFailure()
                            .recoverWithItem(0)
                            .call(() -> note(text + " after")))));
    assertEquals(0, Notes.count(text + " after"));
  }

  @Test
  void withoutATransactionNothingIsExecuted() {
    assertThrows(
        IllegalStateException.class,
        () -> get(transactions.onNewContext(() -> joined(this::write))));
    assertEquals(0, Notes.count(text));
  }

  private Uni<NoteAnswer> joined(Supplier<Uni<NoteAnswer>> work) {
    return executor.executeInTransaction(key, NoteAnswer.class, work);
  }

  private Uni<NoteAnswer> write() {
    return ExecutorTest.write(text);
  }
}
