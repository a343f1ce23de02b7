-- The outbox: events written in the transaction of their cause, published by the relay.
--
-- Rows are inserted and never updated or deleted. What is published is not marked row by row: the
-- relay remembers one Postgres snapshot per lane, and everything visible in it is out. A row that
-- commits late, whatever its id, is not visible in that snapshot and so cannot be missed. Rows leave
-- when their slot, a partition, is truncated, so nothing here waits for vacuum.

-- Serialises the writers of one aggregate and numbers its events 1, 2, 3 ... without gaps, because
-- the row stays locked until the writer's transaction ends. One row per aggregate, for good.
create table outbox_sequence (
  topic          text collate "C" not null,
  aggregate_type text collate "C" not null,
  aggregate_id   text collate "C" not null,
  version        bigint not null check (version > 0),
  last_xid       xid8   not null,
  previous_xid   xid8,
  primary key (topic, aggregate_type, aggregate_id)
) with (fillfactor = 80);

comment on column outbox_sequence.version is
  'Version of the newest event; the sum over a topic is the number of its events ever written.';
comment on column outbox_sequence.last_xid is
  'Transaction of the newest event; previous_xid that of the newest statement before it. They tell whether a predecessor can still be waiting.';

-- Which slot new rows should go to. Only a hint: the relay reads all slots.
create table outbox_slot (
  only_row boolean  primary key default true check (only_row),
  slot     smallint not null check (slot between 0 and 3)
);
insert into outbox_slot (slot) values (0);

create sequence outbox_id_seq as bigint cache 1;

create table outbox (
  slot            smallint    not null,
  -- The writer's transaction, which decides what a snapshot covers. It stands before the id, and so
  -- is assigned before it: the relay relies on a new transaction never having an old id.
  xid             xid8        not null default pg_current_xact_id(),
  -- Taken while the aggregate's row in outbox_sequence is locked: ids of one aggregate rise with its versions.
  id              bigint      not null default nextval('outbox_id_seq'),
  -- First byte of the SHA-256 of aggregate_id (UTF-8): 256 virtual shards.
  shard           smallint    not null check (shard between 0 and 255),
  priority        smallint    not null default 0 check (priority between 0 and 9),
  version         bigint      not null,
  event_id        uuid        not null,
  created_at      timestamptz not null default clock_timestamp(),
  not_before      timestamptz,
  predecessor_xid xid8,
  topic           text        not null,
  aggregate_type  text        not null,
  aggregate_id    text        not null,
  type            text        not null,
  source          text        not null,
  content_type    text        not null default 'application/json',
  idempotency_key text,
  traceparent     text,
  headers         text,
  payload         bytea
) partition by list (slot);

comment on column outbox.predecessor_xid is
  'Set on rows with a priority: the transaction of the event before. The row may overtake others only once that is published.';
comment on column outbox.headers is 'Further headers as a JSON object of strings.';
comment on column outbox.payload is 'The exact bytes of the Kafka value; null is a tombstone.';

-- Slots are emptied by truncation, so vacuum and statistics would be work for nothing.
create table outbox_slot_0 partition of outbox for values in (0) with (autovacuum_enabled = false);
create table outbox_slot_1 partition of outbox for values in (1) with (autovacuum_enabled = false);
create table outbox_slot_2 partition of outbox for values in (2) with (autovacuum_enabled = false);
create table outbox_slot_3 partition of outbox for values in (3) with (autovacuum_enabled = false);

create index outbox_by_xid on outbox (xid, shard);
create index outbox_by_id on outbox (id, shard);
create index outbox_by_priority on outbox (xid, shard) where priority > 0;

-- A lane is a range of shards that one relay publishes at a time, with one transactional producer.
create table outbox_lane (
  lane        smallint primary key,
  shard_from  smallint not null,
  shard_to    smallint not null,
  owner       uuid,
  epoch       bigint   not null default 0,
  halted      text,
  halted_at   timestamptz,
  check (shard_from between 0 and shard_to and shard_to <= 255)
) with (fillfactor = 50);
insert into outbox_lane (lane, shard_from, shard_to)
  values (0, 0, 63), (1, 64, 127), (2, 128, 191), (3, 192, 255);

comment on column outbox_lane.epoch is
  'Raised by every takeover. Every write of an owner is conditional on it, so that a former owner changes nothing.';
comment on column outbox_lane.halted is
  'Why the lane stopped for an operator: Postgres and Kafka disagree about what is published.';

-- A relay process that lives raises its beat. Others see it stand still by their own monotonic
-- clocks; no two clocks are ever compared.
create table outbox_relay (
  owner      uuid   primary key,
  name       text   not null,
  beat       bigint not null,
  started_at timestamptz not null default clock_timestamp()
) with (fillfactor = 50);

-- What a lane has claimed and published. Each row names its events by two snapshots and two ids,
-- which fix the set for good, because rows of the outbox never change.
create table outbox_batch (
  lane            smallint not null,
  batch_no        bigint   not null,
  epoch           bigint   not null,
  -- As in outbox_control when it was claimed: markers of an older generation are not looked for.
  generation      int      not null,
  claim_id        uuid     not null,
  state           text     not null check (state in ('CLAIMED', 'PUBLISHED', 'ABORTED')),
  -- Everything visible in base is published; the batch takes from what is visible in goal beyond it,
  base_snapshot   pg_snapshot not null,
  goal_snapshot   pg_snapshot not null,
  -- ids after after_id up to upto_id; is_last means that the goal is reached.
  after_id        bigint   not null,
  upto_id         bigint   not null,
  is_last         boolean  not null,
  -- Events beyond base have ids above this, save those of transactions that were in progress in base.
  floor_id        bigint   not null,
  -- Inside that range but not sent: set aside in outbox_held, or already sent out of turn.
  set_aside       bigint[],
  sent_before     bigint[],
  -- Outside that range but sent: urgent rows of the outbox, and rows of outbox_held that came due.
  urgent          bigint[],
  released        bigint[],
  event_count     int      not null,
  event_bytes     bigint   not null,
  hash            bytea    not null,
  published_total bigint   not null,
  -- The newest published batch before this one: what the positions topic must say if this one is not out.
  previous_no     bigint,
  previous_claim  uuid,
  -- Where the marker of the newest known published batch lies in the positions topic.
  marker_offset   bigint,
  claimed_at      timestamptz not null default clock_timestamp(),
  primary key (lane, batch_no)
);

-- Events that wait outside the slots, so that a slot can be emptied: not yet due, behind an event of
-- their aggregate that is not yet due, or to be tried again. Same columns as outbox.
create table outbox_held (
  id              bigint      primary key,
  shard           smallint    not null,
  priority        smallint    not null,
  version         bigint      not null,
  event_id        uuid        not null,
  created_at      timestamptz not null,
  -- Earliest time to go out; never before that of an earlier event of the aggregate that is held.
  not_before      timestamptz not null,
  topic           text        not null,
  aggregate_type  text        not null,
  aggregate_id    text        not null,
  type            text        not null,
  source          text        not null,
  content_type    text        not null,
  idempotency_key text,
  traceparent     text,
  headers         text,
  payload         bytea,
  attempts        int         not null default 0,
  cause           text
);
create index outbox_held_by_aggregate on outbox_held (topic, aggregate_type, aggregate_id, id);
create index outbox_held_by_shard on outbox_held (shard, not_before);

-- Events that cannot be published. A row is never deleted: it is requeued or discarded, and says by whom.
create table outbox_dead (
  id              bigint      primary key,
  shard           smallint    not null,
  priority        smallint    not null,
  version         bigint      not null,
  event_id        uuid        not null,
  created_at      timestamptz not null,
  topic           text        not null,
  aggregate_type  text        not null,
  aggregate_id    text        not null,
  type            text        not null,
  source          text        not null,
  content_type    text        not null,
  idempotency_key text,
  traceparent     text,
  headers         text,
  payload         bytea,
  attempts        int         not null,
  cause           text        not null,
  died_at         timestamptz not null default clock_timestamp(),
  state           text        not null default 'DEAD' check (state in ('DEAD', 'REQUEUED', 'DISCARDED')),
  -- Whether later events of the aggregate wait for a decision on this one.
  blocks          boolean     not null
);
create index outbox_dead_open on outbox_dead (topic, aggregate_type, aggregate_id) where state = 'DEAD';

-- What operators did, and when.
create table outbox_audit (
  audit_id bigint generated always as identity primary key,
  at       timestamptz not null default clock_timestamp(),
  operator text        not null,
  action   text        not null,
  subject  text        not null,
  reason   text
);

-- One row: the operator's switch, and which Postgres and Kafka the positions belong to.
create table outbox_control (
  only_row          boolean primary key default true check (only_row),
  paused            boolean not null default false,
  system_identifier text,
  kafka_cluster     text,
  generation        int     not null default 1
);
insert into outbox_control default values;

-- The identity of each destination when it was first used: a topic that was deleted and made anew has another.
create table outbox_topic (
  topic      text primary key,
  topic_id   text not null,
  first_seen timestamptz not null default clock_timestamp()
);

-- Number of the virtual shard of an aggregate, for writers in SQL.
create function outbox_shard(aggregate_id text) returns smallint
  language sql immutable strict parallel safe
  return get_byte(sha256(convert_to(aggregate_id, 'UTF8')), 0)::smallint;

-- Rights of the relay: the outbox tables and nothing else. Run it again for a role made later.
create function outbox_grant(relay name) returns void language plpgsql as $$
declare
  t text;
begin
  foreach t in array array['outbox_relay', 'outbox_batch', 'outbox_held', 'outbox_dead',
                           'outbox_audit', 'outbox_topic', 'outbox_lane', 'outbox_control'] loop
    execute format('grant select, insert, update, delete on %I to %I', t, relay);
  end loop;
  execute format('grant select, insert, truncate on outbox, outbox_slot_0, outbox_slot_1,'
                 ' outbox_slot_2, outbox_slot_3 to %I', relay);
  execute format('grant select, insert, update on outbox_sequence to %I', relay);
  execute format('grant select, update on outbox_slot to %I', relay);
  execute format('grant usage, select on sequence outbox_id_seq to %I', relay);
end
$$;

do $$
begin
  if exists (select from pg_roles where rolname = '${relayRole}') then
    perform outbox_grant('${relayRole}');
  end if;
end
$$;
