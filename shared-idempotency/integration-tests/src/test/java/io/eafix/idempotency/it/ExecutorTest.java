package io.eafix.idempotency.it;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.idempotency.execution.DefiniteRefusalException;
import io.eafix.idempotency.execution.ExactlyOnceExecutor;
import io.eafix.idempotency.execution.Execution;
import io.eafix.idempotency.execution.ExecutionNotDoneException;
import io.eafix.idempotency.execution.ExecutionOutcome;
import io.eafix.idempotency.execution.ExecutionStatus;
import io.eafix.idempotency.execution.ExternalWork;
import io.eafix.idempotency.it.NoteResource.NoteAnswer;
import io.eafix.idempotency.it.NoteResource.NoteRequest;
import io.eafix.idempotency.key.IdempotencyKey;
import io.eafix.idempotency.key.KeyParameters;
import io.eafix.idempotency.key.Operation;
import io.eafix.idempotency.operators.Decision;
import io.eafix.idempotency.operators.Executions;
import io.eafix.idempotency.operators.Resolution;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.idempotency.store.StoredAnswer;
import io.eafix.testservers.TestServers;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plain code: one effect for each key, and one result for all who ask. */
@QuarkusTest
class ExecutorTest {

  @Inject ExactlyOnceExecutor executor;
  @Inject Executions executions;
  @Inject Transactions transactions;
  @Inject RemoteSystem remote;
  @Inject Gate gate;

  private final String text = Notes.unique();
  private final IdempotencyKey key = key(text);

  @AfterEach
  void openTheGate() {
    gate.open();
  }

  @Test
  void concurrentCallersAllGetTheOneResultOfTheOneTransaction() {
    assertEquals(1, results(() -> executor.execute(key, NoteAnswer.class, this::write)));
    assertEquals(1, Notes.count(text));
  }

  @Test
  void concurrentCallersAllGetTheOneResultOfExternalWork() {
    ExternalWork<NoteAnswer> work = execution -> remote.write(new NoteRequest(text, null));
    assertEquals(1, results(() -> executor.executeExternal(key, NoteAnswer.class, work)));
    assertEquals(1, Notes.count(text));
  }

  @Test
  void theIntentIsCommittedBeforeTheFirstByteAndTheRecordWithTheResult() {
    AtomicReference<Long> seen = new AtomicReference<>();
    ExternalWork<String> work =
        new ExternalWork<>() {
          @Override
          public Uni<Void> intend(Execution execution) {
            return note(text + " intent");
          }

          @Override
          public Uni<String> perform(Execution execution) {
            return transactions
                .inNewTransaction(() -> Note.count("text", text + " intent"))
                .invoke(seen::set)
                .replaceWith("done");
          }

          @Override
          public Uni<Void> record(String result) {
            return note(text + " " + result);
          }
        };
    assertEquals("done", get(executor.executeExternal(key, String.class, work)));
    assertEquals(1L, seen.get());
    assertEquals(1, Notes.count(text + " done"));
  }

  @Test
  void aDefiniteRefusalFreesTheKey() {
    DefiniteRefusalException refusal = new DefiniteRefusalException("no");
    ExternalWork<String> refused = execution -> Uni.createFrom().failure(refusal);
    assertSame(
        refusal,
        assertThrows(
            DefiniteRefusalException.class,
            () -> get(executor.executeExternal(key, String.class, refused))));
    ExternalWork<String> accepted = execution -> Uni.createFrom().item("yes");
    assertEquals("yes", get(executor.executeExternal(key, String.class, accepted)));
  }

  @Test
  void aFailureIsInDoubtUntilEvidenceResolvesIt() {
    ExternalWork<String> broken =
        execution ->
            remote
                .write(new NoteRequest(text, null))
                .chain(
                    () ->
                        Uni.createFrom()
                            .failure(new IllegalStateException("the connection broke")));
    UUID id = doubted(broken);
    assertEquals(id, doubted(broken));
    assertEquals(ExecutionStatus.IN_DOUBT, get(onContext(() -> executor.status(id))).orElseThrow());
    complete(id, "\"found\"");
    assertEquals("found", get(executor.executeExternal(key, String.class, broken)));
    assertEquals(
        ExecutionStatus.COMPLETED, get(onContext(() -> executor.status(id))).orElseThrow());
    assertEquals(1, Notes.count(text));
  }

  @Test
  void anOwnerThatIsThoughtDeadAndIsNotTellsWhatItKnows() {
    gate.close();
    ExternalWork<String> slow = execution -> gate.pass().replaceWith("late");
    CompletableFuture<String> first = run(() -> executor.executeExternal(key, String.class, slow));
    await().until(() -> gate.waiting() == 1);
    putInDoubt();
    doubted(slow);
    gate.open();
    assertEquals("late", first.join());
    assertEquals("late", get(executor.executeExternal(key, String.class, slow)));
  }

  @Test
  void anOwnerWhomAPersonForestalledRecordsNothing() {
    gate.close();
    ExternalWork<String> slow =
        new ExternalWork<>() {
          @Override
          public Uni<String> perform(Execution execution) {
            return gate.pass().replaceWith("late");
          }

          @Override
          public Uni<Void> record(String result) {
            return note(text);
          }
        };
    CompletableFuture<String> first = run(() -> executor.executeExternal(key, String.class, slow));
    await().until(() -> gate.waiting() == 1);
    putInDoubt();
    UUID id = doubted(slow);
    complete(id, "\"found\"");
    gate.open();
    assertEquals("found", first.join());
    assertEquals(0, Notes.count(text));
  }

  @Test
  void whatAPersonCompletedWithoutABodyHasNoResult() {
    ExternalWork<String> broken =
        execution -> Uni.createFrom().failure(new IllegalStateException("the connection broke"));
    UUID id = doubted(broken);
    complete(id, null);
    assertNull(get(executor.executeExternal(key, String.class, broken)));
  }

  /** As if the owner of the key were dead and its lease over. */
  private void putInDoubt() {
    get(
        onContext(
            () ->
                transactions
                    .sql()
                    .chain(
                        sql ->
                            sql.update(
                                "update execution set status = 'IN_DOUBT', lease_until = null"
                                    + " where idempotency_key = $1",
                                key.toString()))));
    TestServers.redis().command("FLUSHALL");
  }

  private void complete(UUID id, String body) {
    StoredAnswer answer =
        new StoredAnswer(
            200, Map.of(), body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    get(
        onContext(
            () ->
                executions.resolve(
                    id, new Resolution(Decision.COMPLETE, answer, "reconciler", "found it"))));
  }

  private UUID doubted(ExternalWork<String> work) {
    ExecutionNotDoneException failure =
        assertThrows(
            ExecutionNotDoneException.class,
            () -> get(executor.executeExternal(key, String.class, work)));
    return assertInstanceOf(ExecutionOutcome.InDoubt.class, failure.outcome()).executionId();
  }

  /** How many different results twenty callers get. */
  static long results(java.util.function.Supplier<Uni<NoteAnswer>> call) {
    List<CompletableFuture<NoteAnswer>> calls =
        IntStream.range(0, 20).mapToObj(i -> run(call)).toList();
    assertTrue(calls.stream().allMatch(result -> result.join().id() != null));
    return calls.stream().map(CompletableFuture::join).distinct().count();
  }

  static IdempotencyKey key(String text) {
    return IdempotencyKey.of(
        new Operation("executor_test"), "test", KeyParameters.create().text("text", text));
  }

  private Uni<NoteAnswer> write() {
    return write(text);
  }

  static Uni<NoteAnswer> write(String text) {
    Note note = new Note();
    note.text = text;
    return note.<Note>persistAndFlush()
        .map(written -> new NoteAnswer(written.id, written.text, written.quantity));
  }

  static Uni<Void> note(String text) {
    Note note = new Note();
    note.text = text;
    return note.persistAndFlush().replaceWithVoid();
  }

  private <T> Uni<T> onContext(java.util.function.Supplier<Uni<T>> work) {
    return transactions.inNewTransaction(work);
  }

  private static <T> CompletableFuture<T> run(java.util.function.Supplier<Uni<T>> call) {
    return call.get().subscribeAsCompletionStage();
  }

  static <T> T get(Uni<T> uni) {
    return uni.await().atMost(Duration.ofSeconds(30));
  }
}
