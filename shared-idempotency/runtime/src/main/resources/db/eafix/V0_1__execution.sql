-- One row for each execution of a key: the place where exactly once is decided.
create table execution (
  idempotency_key text primary key,
  execution_id    uuid        not null unique,
  fingerprint     char(64)    not null,
  operation       text        not null,
  fence           bigint      not null check (fence > 0),
  status          text        not null check (status in ('IN_PROGRESS', 'COMPLETED', 'IN_DOUBT')),
  answer_status   integer     check (answer_status between 100 and 599),
  answer_headers  jsonb,
  answer_body     bytea,
  created_at      timestamptz not null default clock_timestamp(),
  finished_at     timestamptz,
  expires_at      timestamptz not null,
  constraint a_completed_execution_has_an_answer
    check (status <> 'COMPLETED' or (answer_status is not null and finished_at is not null))
) with (fillfactor = 80);

comment on table execution is 'Executions by idempotency key; written in the transaction of their effect';
comment on column execution.fence is 'Fencing token of the owner; a lower one cannot finish the row';

-- Few rows are unfinished at any time, so this index stays small.
create index execution_unfinished on execution (created_at) where status <> 'COMPLETED';
-- Rows expire in about the order of their creation, for which a block range index is enough.
create index execution_expiry on execution using brin (expires_at);

-- One row for each message that took effect, for each consumer.
create table inbox (
  consumer    text        not null,
  message_id  text        not null,
  received_at timestamptz not null default clock_timestamp(),
  primary key (consumer, message_id)
);

comment on table inbox is 'Messages whose effect is committed; written in the transaction of the effect';

create index inbox_age on inbox using brin (received_at);
