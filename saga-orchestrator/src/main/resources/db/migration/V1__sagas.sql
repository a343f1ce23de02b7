create table saga_definition (
  name       text        not null check (length(name) between 1 and 64),
  version    integer     not null check (version >= 1),
  digest     text        not null,
  document   jsonb       not null,
  source     text        not null,
  created_at timestamptz not null default now(),
  created_by text        not null,
  primary key (name, version)
);
create index saga_definition_digest on saga_definition (name, digest);

-- One row for each life of a replica. Epochs only grow and are never used twice.
create sequence saga_epoch as bigint;
create table saga_replica (
  epoch       bigint      primary key,
  name        text        not null,
  started_at  timestamptz not null default now(),
  lease_until timestamptz not null
) with (fillfactor = 50);

create table saga (
  saga_id            uuid        primary key,
  definition         text        not null,
  definition_version integer     not null,
  business_key       text        not null check (length(business_key) between 1 and 200),
  exclusive_key      text        unique,
  state              text        not null check (state in ('PENDING', 'RUNNING', 'COMPLETED',
                       'COMPENSATING', 'COMPENSATED', 'COMPENSATION_FAILED', 'PAUSED')),
  context            jsonb       not null,
  progress           jsonb       not null,
  version            bigint      not null,
  owner_epoch        bigint,
  due_at             timestamptz,
  deadline_at        timestamptz,
  trace_parent       text,
  created_at         timestamptz not null,
  updated_at         timestamptz not null,
  ended_at           timestamptz,
  foreign key (definition, definition_version) references saga_definition (name, version),
  -- Owned sagas are woken by their owner, released ones by their due time; never by both.
  check (owner_epoch is null or due_at is null),
  check ((ended_at is not null) = (state in ('COMPLETED', 'COMPENSATED'))),
  check (ended_at is null or (owner_epoch is null and due_at is null))
) with (fillfactor = 60);

-- Both stay untouched while an owned saga moves from step to step, so its updates stay heap-only.
create index saga_released on saga (due_at) where due_at is not null;
create index saga_owned on saga (owner_epoch) where owner_epoch is not null;
create index saga_by_state on saga (state, created_at desc, saga_id desc);
create index saga_by_age on saga (created_at desc, saga_id desc);
create index saga_by_business_key on saga (business_key);

comment on column saga.version is
  'Grows by one with each change; every write names the version and the owner epoch it saw, so the write of a replica that lost the saga touches no row.';

-- Every attempt that came to an outcome, in the order of the saga's versions. Never updated.
create table saga_attempt (
  saga_id    uuid        not null,
  version    bigint      not null,
  step       text        not null,
  phase      text        not null check (phase in ('action', 'compensation')),
  attempt    integer     not null,
  outcome    text        not null check (outcome in ('SUCCEEDED', 'ACCEPTED', 'REFUSED', 'INDEFINITE')),
  status     integer,
  started_at timestamptz not null,
  ended_at   timestamptz not null,
  answer     text,
  error      text,
  primary key (saga_id, version, step, phase)
);

-- What people did to sagas and definitions, and why. Never updated.
create table saga_audit (
  audit_id        bigint      generated always as identity primary key,
  saga_id         uuid,
  definition      text,
  at              timestamptz not null,
  actor           text        not null,
  action          text        not null,
  step            text,
  reason          text,
  state_before    text,
  state_after     text,
  idempotency_key text
);
create index saga_audit_saga on saga_audit (saga_id, audit_id) where saga_id is not null;
