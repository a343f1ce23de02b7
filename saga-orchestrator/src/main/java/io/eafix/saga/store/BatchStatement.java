package io.eafix.saga.store;

import io.eafix.idempotency.execution.FinishedExecutions;
import io.eafix.idempotency.outbox.OutboxSql;

/**
 * The one statement, and so the one commit, that moves any number of sagas and starts others: their
 * rows, the journal, the executions of the starting requests, who made these, and the events.
 *
 * <p>One statement rather than a transaction of several: it is one round trip, nothing stays open
 * if this process stops in the middle, and Postgres parses and plans it once for a connection.
 */
final class BatchStatement {

  private static final int EXECUTIONS = 35;
  private static final int EVENTS = EXECUTIONS + FinishedExecutions.PARAMETERS;

  private static final String CHANGED =
      """
      with change as materialized (
        select * from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::boolean[],
                             $6::timestamptz[], $7::boolean[])
               as c(saga_id, version, state, progress, release, due_at, ended)
      ), moved as (
        update saga s
           set state = c.state, progress = c.progress::jsonb, version = s.version + 1,
               owner_epoch = case when c.release then null else s.owner_epoch end,
               due_at = c.due_at, updated_at = $9,
               ended_at = case when c.ended then $9::timestamptz end
          from change c
         where s.saga_id = c.saga_id and s.version = c.version and s.owner_epoch = $8
        returning s.saga_id, s.version
      ), journal as (
        insert into saga_attempt (saga_id, version, step, phase, attempt, outcome, status,
                                  started_at, ended_at, answer, error)
        select m.saga_id, m.version, a.step, a.phase, a.attempt, a.outcome, a.status,
               a.started_at, a.ended_at, a.answer, a.error
          from unnest($10::uuid[], $11::text[], $12::text[], $13::integer[], $14::text[],
                      $15::integer[], $16::timestamptz[], $17::timestamptz[], $18::text[],
                      $19::text[])
               as a(saga_id, step, phase, attempt, outcome, status, started_at, ended_at, answer,
                    error)
          join moved m using (saga_id)
      )
      """;

  private static final String STARTED =
      """
      , start as materialized (
        select n.*,
               n.version = (select max(d.version) from saga_definition d
                             where d.name = n.definition) as newest,
               n.exclusive_key is not null
                 and (exists (select from saga s where s.exclusive_key = n.exclusive_key)
                      or exists (select from saga_spent_key k
                                  where k.exclusive_key = n.exclusive_key)) as taken
          from unnest($20::uuid[], $21::uuid[], $22::text[], $23::integer[], $24::text[],
                      $25::text[], $26::text[], $27::text[], $28::text[], $29::bigint[],
                      $30::timestamptz[], $31::text[], $32::timestamptz[], $33::text[],
                      $34::text[])
               as n(saga_id, execution_id, definition, version, business_key, exclusive_key, state,
                    context, progress, owner_epoch, deadline_at, trace_parent, created_at, actor,
                    idempotency_key)
      ), executed as (
        %s
      ), started as (
        insert into saga (saga_id, definition, definition_version, business_key, exclusive_key,
                          state, context, progress, version, owner_epoch, due_at, deadline_at,
                          trace_parent, created_at, updated_at, ended_at, start_execution)
        select n.saga_id, n.definition, n.version, n.business_key, n.exclusive_key, n.state,
               n.context::jsonb, n.progress::jsonb, 1, n.owner_epoch,
               case when n.state = 'PENDING' then n.created_at end, n.deadline_at,
               n.trace_parent, n.created_at, n.created_at,
               case when n.state in ('COMPLETED', 'COMPENSATED') then n.created_at end,
               n.execution_id
          from start n join executed using (execution_id)
        returning saga_id
      ), audited as (
        insert into saga_audit (saga_id, definition, at, actor, action, state_after,
                                idempotency_key)
        select n.saga_id, n.definition, n.created_at, n.actor, 'start', n.state, n.idempotency_key
          from start n join started using (saga_id)
      )
      """
          .formatted(
              FinishedExecutions.insert(
                  EXECUTIONS,
                  "x.execution_id in"
                      + " (select execution_id from start where newest and not taken)"));

  private static final String RESULT =
      """
      select saga_id, null as outcome from moved
      union all
      select n.saga_id,
             case when s.saga_id is not null then 'STARTED' when not n.newest then 'OTHER_VERSION'
                  when n.taken then 'EXCLUSIVE_KEY_TAKEN' else 'KEY_TAKEN' end
        from start n left join started s using (saga_id)
      """;

  /** Gives the id of each saga that was moved, and of each start with its outcome. */
  static final String SQL =
      (CHANGED
              + STARTED
              + ", "
              + OutboxSql.expressions(
                  EVENTS,
                  "e.aggregate_id in (select saga_id::text from moved"
                      + " union all select saga_id::text from started)")
              + RESULT)
          .replaceAll("\\s+", " ");

  private BatchStatement() {}
}
