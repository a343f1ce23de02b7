-- Whether the signal lives on the wall clock. A signal of a bar that was over long ago when it came
-- lives on the clock of its bar, which stands still. See Signal.asOf.
alter table signal add column live boolean not null default true;
update signal set live = false
  where bar_open_time is not null and quote_time < created_at - interval '5 minutes';

-- A start holds its lane from when it is written until its saga has ended: nothing behind it is
-- started before. The saga is asked for only when something waits behind it.
alter table saga_start
  add column holds_lane boolean not null default true,
  add column ask_at timestamptz not null default now();
update saga_start set holds_lane = false where state <> 'PENDING';

drop index saga_start_pending;
create index saga_start_holding on saga_start (lane, position) where holds_lane;
create index saga_start_pending on saga_start (position) where state = 'PENDING';
