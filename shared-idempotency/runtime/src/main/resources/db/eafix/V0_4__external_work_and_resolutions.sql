-- Work that reaches another system commits its row before its first byte leaves. Its owner keeps the
-- lease by this database's clock, so that a dead owner is told from a slow one without Redis.
alter table execution add column lease_until timestamptz;

comment on column execution.lease_until is
  'End of the lease of work outside a transaction; null for work that is one transaction';

-- What people decided about executions that nobody knew the outcome of.
create table execution_resolution (
  resolution_id   bigint      generated always as identity primary key,
  execution_id    uuid        not null,
  idempotency_key text        not null,
  operation       text        not null,
  former_status   text        not null check (former_status in ('IN_PROGRESS', 'IN_DOUBT')),
  decision        text        not null check (decision in ('COMPLETE', 'RELEASE', 'FAIL')),
  operator        text        not null check (operator <> ''),
  reason          text        not null check (char_length(reason) between 1 and 1000),
  answer_status   integer,
  resolved_at     timestamptz not null default clock_timestamp(),
  constraint a_release_has_no_answer check ((decision = 'RELEASE') = (answer_status is null))
);

comment on table execution_resolution is 'Audit of resolved executions; never changed, never deleted';

create index execution_resolution_of on execution_resolution (execution_id);

create function execution_resolution_is_final() returns trigger language plpgsql as $$
begin
  raise exception 'execution_resolution is an audit: rows are neither changed nor deleted';
end
$$;

create trigger execution_resolution_is_final
  before update or delete on execution_resolution
  for each row execute function execution_resolution_is_final();
