-- Values that clients compute themselves. Never changed: a value that differs is a new revision.
create table indicator_value (
  position    bigint      not null generated always as identity unique,
  symbol      text        not null,
  timeframe   text        not null,
  name        text        not null,
  open_time   timestamptz not null,
  revision    integer     not null check (revision >= 1),
  value       numeric     not null,
  recorded_at timestamptz not null default now(),
  primary key (symbol, timeframe, name, open_time, revision)
);

create index signal_of_symbol on signal (symbol, position desc);
