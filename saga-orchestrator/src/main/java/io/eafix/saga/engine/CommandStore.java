package io.eafix.saga.engine;

import io.eafix.idempotency.outbox.OutboxWriter;
import io.eafix.idempotency.sql.Sql;
import io.eafix.saga.run.SagaRun;
import io.eafix.saga.store.Attempt;
import io.eafix.saga.store.ProgressCodec;
import io.eafix.saga.store.SagaChanged;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Writes what a command changed: the saga, the journal, the audit and the event. */
@ApplicationScoped
class CommandStore {

  private static final String UPDATE =
      """
      update saga
         set state = $3, progress = $4::text::jsonb, version = version + 1, owner_epoch = $5,
             due_at = $6, updated_at = $7, ended_at = $8
       where saga_id = $1 and version = $2
      """;
  private static final String ATTEMPT =
      """
      insert into saga_attempt (saga_id, version, step, phase, attempt, outcome, status, started_at,
                                ended_at, answer, error)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      """;
  private static final String AUDIT =
      """
      insert into saga_audit (saga_id, definition, at, actor, action, step, reason, state_before,
                              state_after, idempotency_key)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
      """;

  private final OutboxWriter outbox;
  private final Lease lease;
  private final Clock clock;

  CommandStore(OutboxWriter outbox, Lease lease, Clock clock) {
    this.outbox = outbox;
    this.lease = lease;
    this.clock = clock;
  }

  /** What the audit says of a command. */
  record Audit(String action, String step, CommandBy by) {}

  /** Writes in the running transaction, which holds the saga's row lock. */
  Uni<Void> write(Sql sql, ActiveSaga saga, SagaRun next, Attempt attempt, Audit audit) {
    OffsetDateTime now = time(clock.instant().truncatedTo(ChronoUnit.MICROS));
    boolean ended = next.state().terminal();
    boolean own = !ended && lease.held();
    return sql.update(
            UPDATE,
            saga.id,
            saga.version,
            next.state().name(),
            ProgressCodec.write(saga.plan, next),
            own ? lease.epoch() : null,
            ended || own ? null : now,
            now,
            ended ? now : null)
        .invoke(CommandStore::exactlyOne)
        .call(() -> attempt(sql, saga, attempt))
        .call(() -> audit(sql, saga, next, audit, now))
        .call(() -> event(saga, next, now))
        .replaceWithVoid();
  }

  private static void exactlyOne(int rows) {
    if (rows != 1) {
      throw new IllegalStateException("a locked saga changed its version");
    }
  }

  private static Uni<?> attempt(Sql sql, ActiveSaga saga, Attempt attempt) {
    return attempt == null
        ? Uni.createFrom().voidItem()
        : sql.update(
            ATTEMPT,
            saga.id,
            saga.version + 1,
            attempt.step(),
            attempt.phase(),
            attempt.number(),
            attempt.outcome(),
            attempt.status(),
            time(attempt.startedAt()),
            time(attempt.endedAt()),
            attempt.answer(),
            attempt.error());
  }

  private static Uni<?> audit(
      Sql sql, ActiveSaga saga, SagaRun next, Audit audit, OffsetDateTime now) {
    return sql.update(
        AUDIT,
        saga.id,
        saga.plan.definition().name(),
        now,
        audit.by().actor(),
        audit.action(),
        audit.step(),
        audit.by().reason(),
        saga.run.state().name(),
        next.state().name(),
        audit.by().idempotencyKey());
  }

  private Uni<?> event(ActiveSaga saga, SagaRun next, OffsetDateTime now) {
    return next.state() == saga.run.state()
        ? Uni.createFrom().voidItem()
        : outbox.write(
            new SagaChanged(
                    saga.id,
                    saga.plan.definition().name(),
                    saga.plan.version(),
                    saga.businessKey,
                    next.state(),
                    saga.run.state(),
                    saga.version + 1,
                    next.stepsPassed(),
                    saga.plan.size(),
                    next.reason(),
                    now.toInstant())
                .toEvent());
  }

  private static OffsetDateTime time(Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
