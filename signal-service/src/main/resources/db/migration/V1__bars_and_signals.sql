-- One row per symbol and timeframe: the lock that puts the bars of a series in one order.
-- stamp names the last transaction that changed the series, so that a cached window can be
-- recognised as current or not.
create table series (
  symbol           text        not null,
  timeframe        text        not null,
  newest_open_time timestamptz,
  stamp            uuid        not null,
  primary key (symbol, timeframe)
);

create table bar (
  symbol      text        not null,
  timeframe   text        not null,
  open_time   timestamptz not null,
  revision    integer     not null default 1 check (revision >= 1),
  bid_open    numeric     not null check (bid_open > 0),
  bid_high    numeric     not null check (bid_high >= greatest(bid_open, bid_close)),
  bid_low     numeric     not null check (bid_low > 0 and bid_low <= least(bid_open, bid_close)),
  bid_close   numeric     not null check (bid_close > 0),
  ask_open    numeric     not null check (ask_open > 0),
  ask_high    numeric     not null check (ask_high >= greatest(ask_open, ask_close)),
  ask_low     numeric     not null check (ask_low > 0 and ask_low <= least(ask_open, ask_close)),
  ask_close   numeric     not null check (ask_close > 0),
  late        boolean     not null,
  recorded_at timestamptz not null default now(),
  primary key (symbol, timeframe, open_time)
);

-- What a corrected bar said before: nothing that may have been traded on is forgotten.
create table bar_revision (
  symbol        text        not null,
  timeframe     text        not null,
  open_time     timestamptz not null,
  revision      integer     not null,
  bid_open      numeric     not null,
  bid_high      numeric     not null,
  bid_low       numeric     not null,
  bid_close     numeric     not null,
  ask_open      numeric     not null,
  ask_high      numeric     not null,
  ask_low       numeric     not null,
  ask_close     numeric     not null,
  superseded_at timestamptz not null default now(),
  primary key (symbol, timeframe, open_time, revision)
);

create table signal (
  id               uuid        primary key,
  position         bigint      not null generated always as identity unique,
  strategy         text        not null,
  strategy_version integer     not null,
  account          text        not null,
  symbol           text        not null,
  timeframe        text,
  bar_open_time    timestamptz,
  action           text        not null check (action in ('BUY', 'SELL', 'HOLD')),
  quantity         numeric     not null check (quantity > 0),
  bid              numeric     not null check (bid > 0),
  ask              numeric     not null check (ask > 0),
  quote_time       timestamptz not null,
  valid_until      timestamptz not null check (valid_until >= quote_time),
  confidence       numeric     check (confidence between 0 and 1),
  reason           text        not null,
  indicators       jsonb       not null,
  status           text        not null check (status in ('VALID', 'INVALID')),
  invalid_reason   text,
  created_at       timestamptz not null,
  check ((timeframe is null) = (bar_open_time is null)),
  unique (strategy, strategy_version, symbol, timeframe, bar_open_time)
);

-- Sagas still to be started, or started. Rows of one lane are started in the order of position.
create table saga_start (
  signal_id  uuid        primary key references signal,
  position   bigint      not null generated always as identity unique,
  lane       text        not null,
  state      text        not null default 'PENDING' check (state in ('PENDING', 'STARTED', 'REFUSED')),
  saga_id    text,
  attempts   integer     not null default 0,
  owner      uuid,
  lease_until timestamptz,
  not_before timestamptz not null default now(),
  last_error text,
  settled_at timestamptz,
  check ((state = 'PENDING') = (settled_at is null))
);

create index saga_start_pending on saga_start (lane, position) where state = 'PENDING';
