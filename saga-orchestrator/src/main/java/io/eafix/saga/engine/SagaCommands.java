package io.eafix.saga.engine;

import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Sql;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.saga.definition.Definitions;
import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.run.CommandRefusedException;
import io.eafix.saga.run.Outcome;
import io.eafix.saga.run.SagaRun;
import io.eafix.saga.run.StepStatus;
import io.eafix.saga.store.Payloads;
import io.eafix.saga.store.SagaReader;
import io.eafix.saga.store.SagaRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Moves sagas at the wish of people and participants, on any replica.
 *
 * <p>A command takes effect in the caller's transaction and makes this replica the saga's owner.
 * Whatever another replica was about to write is overtaken: its write touches no row, and a call it
 * has under way counts as one that may have happened.
 */
@ApplicationScoped
public class SagaCommands {

  private final Transactions transactions;
  private final Definitions definitions;
  private final CommandStore store;
  private final Clock clock;

  SagaCommands(
      Transactions transactions, Definitions definitions, CommandStore store, Clock clock) {
    this.transactions = transactions;
    this.definitions = definitions;
    this.store = store;
    this.clock = clock;
  }

  /** Undoes a saga that is not past its pivot. */
  public Uni<Void> cancel(UUID sagaId, CommandBy by) {
    return run(
        sagaId,
        "cancel",
        null,
        by,
        (saga, run) -> saga.machine.operator().cancel(run, by.reason(), saga));
  }

  /** Holds a saga: no call is begun until it is resumed. */
  public Uni<Void> pause(UUID sagaId, CommandBy by) {
    return run(sagaId, "pause", null, by, (saga, run) -> saga.machine.operator().pause(run));
  }

  /** Lets a paused saga go on, or tries a failed compensation again. */
  public Uni<Void> resume(UUID sagaId, CommandBy by) {
    return run(
        sagaId, "resume", null, by, (saga, run) -> saga.machine.operator().resume(run, saga));
  }

  /** Makes a step's call again now, with a new budget. */
  public Uni<Void> retry(UUID sagaId, String step, CommandBy by) {
    return run(
        sagaId,
        "retry",
        step,
        by,
        (saga, run) -> saga.machine.operator().retry(run, index(saga, step), saga));
  }

  /** Takes a refused compensation as done, because a person did it by other means. */
  public Uni<Void> resolve(UUID sagaId, String step, CommandBy by) {
    return run(
        sagaId,
        "resolve",
        step,
        by,
        (saga, run) -> saga.machine.operator().resolve(run, index(saga, step), by.reason(), saga));
  }

  /** Records the outcome of an asynchronous step; only who knows the step's token may. */
  public Uni<Void> outcome(
      UUID sagaId, String step, String token, ReportedOutcome report, CommandBy by) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                load(sql, sagaId)
                    .flatMap(
                        saga -> {
                          int index = index(saga, step);
                          authorise(saga, index, step, token);
                          CallFinished event = event(saga, index, report);
                          SagaRun next = event.apply(saga, saga.run);
                          return store.write(
                              sql,
                              saga,
                              next,
                              event.attempt(saga, saga.run).orElseThrow(),
                              new CommandStore.Audit("outcome", step, by));
                        }));
  }

  private Uni<Void> run(UUID sagaId, String action, String step, CommandBy by, SagaEvent command) {
    return transactions
        .sql()
        .flatMap(
            sql ->
                load(sql, sagaId)
                    .flatMap(
                        saga ->
                            store.write(
                                sql,
                                saga,
                                apply(saga, command),
                                null,
                                new CommandStore.Audit(action, step, by))));
  }

  private static SagaRun apply(ActiveSaga saga, SagaEvent command) {
    try {
      return command.apply(saga, saga.run);
    } catch (CommandRefusedException refused) {
      throw Problems.conflict(
          refused.slug(), "The saga's state does not allow this", refused.getMessage());
    }
  }

  private Uni<ActiveSaga> load(Sql sql, UUID sagaId) {
    return sql.query(SagaReader.selectOneForUpdate(), sagaId)
        .flatMap(
            rows -> {
              if (rows.size() == 0) {
                throw Problems.notFound("saga", sagaId);
              }
              Row row = rows.iterator().next();
              return sql.query(SagaReader.selectResults(), (Object) new UUID[] {sagaId})
                  .flatMap(answers -> plan(row, answers));
            });
  }

  private Uni<ActiveSaga> plan(Row row, RowSet<Row> answers) {
    SagaRecord record = SagaReader.record(row, answers);
    return Uni.createFrom()
        .completionStage(
            definitions.plan(record.definition(), record.definitionVersion()).toCompletionStage())
        .map(plan -> active(record, plan));
  }

  private ActiveSaga active(SagaRecord record, SagaPlan plan) {
    ActiveSaga saga = new ActiveSaga(record, plan, clock);
    for (int i = 0; i < plan.size(); i++) {
      // Whether a call is under way is known only to the engine that will drive the saga next.
      saga.calling(i);
    }
    return saga;
  }

  private CallFinished event(ActiveSaga saga, int step, ReportedOutcome report) {
    Instant now = clock.instant();
    Instant since = saga.run.step(step).since();
    return report.succeeded()
        ? new CallFinished(
            step,
            false,
            Outcome.Succeeded.PLAIN,
            report.result() == null ? Map.of() : Payloads.read(report.result()),
            null,
            since,
            now,
            report.result())
        : new CallFinished(
            step, false, new Outcome.Refused(report.error(), true), null, null, since, now, null);
  }

  private static void authorise(ActiveSaga saga, int index, String step, String token) {
    String secret = saga.run.step(index).callback();
    StepStatus status = saga.run.step(index).status();
    boolean open = status == StepStatus.RUNNING || status == StepStatus.ACCEPTED;
    if (!open) {
      throw Problems.conflict(
          "step-settled", "The step's outcome is known already", "step " + step + " is " + status);
    }
    if (secret == null
        || token == null
        || !MessageDigest.isEqual(
            secret.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))) {
      throw Problems.notFound("callback for this step", step);
    }
  }

  private static int index(ActiveSaga saga, String step) {
    int index = saga.plan.indexOf(step);
    if (index < 0) {
      throw Problems.notFound("step", step);
    }
    return index;
  }
}
