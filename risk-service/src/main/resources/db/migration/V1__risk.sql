-- Whoever decides or books for an account first locks its row here: decisions, reservations and
-- fills of one account happen one after the other.
create table account (
  account    text        primary key,
  currency   text        not null check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null default now()
);

create table instrument (
  symbol         text    primary key,
  base_currency  text    not null check (base_currency ~ '^[A-Z]{3}$'),
  quote_currency text    not null check (quote_currency ~ '^[A-Z]{3}$'),
  tick_size      numeric not null check (tick_size > 0),
  quantity_min   numeric not null check (quantity_min > 0),
  quantity_step  numeric not null check (quantity_step > 0)
);

-- Limits are never changed, only superseded: the newest version counts, the others are the audit.
create table account_limits (
  account            text        not null references account,
  version            integer     not null check (version >= 1),
  gross_notional_max numeric     not null check (gross_notional_max >= 0),
  changed_by         text        not null,
  reason             text        not null,
  changed_at         timestamptz not null default now(),
  primary key (account, version)
);

create table symbol_limits (
  account            text        not null references account,
  symbol             text        not null references instrument,
  version            integer     not null check (version >= 1),
  order_quantity_max numeric     not null check (order_quantity_max >= 0),
  position_max       numeric     not null check (position_max >= 0),
  spread_max         numeric     not null check (spread_max >= 0),
  quote_age_max_ms   bigint      not null check (quote_age_max_ms >= 0),
  changed_by         text        not null,
  reason             text        not null,
  changed_at         timestamptz not null default now(),
  primary key (account, symbol, version)
);

create table decision (
  id          uuid        primary key,
  position    bigint      not null generated always as identity unique,
  signal_id   uuid        not null,
  account     text        not null,
  symbol      text        not null,
  side        text        not null check (side in ('BUY', 'SELL')),
  quantity    numeric     not null,
  strategy    text,
  bid         numeric,
  ask         numeric,
  quote_time  timestamptz,
  as_of       timestamptz not null,
  valid_until timestamptz,
  approved    boolean     not null,
  checks      jsonb       not null,
  decided_at  timestamptz not null
);

create index decision_signal on decision (signal_id);
create unique index decision_one_approval on decision (signal_id) where approved;

create table reservation (
  id          uuid        primary key,
  decision_id uuid        not null unique references decision,
  signal_id   uuid        not null unique,
  account     text        not null,
  symbol      text        not null,
  side        text        not null check (side in ('BUY', 'SELL')),
  quantity    numeric     not null check (quantity > 0),
  filled      numeric     not null default 0 check (filled >= 0),
  state       text        not null check (state in ('ACTIVE', 'CONSUMED', 'RELEASED')),
  created_at  timestamptz not null,
  closed_at   timestamptz,
  check ((state = 'ACTIVE') = (closed_at is null))
);

create index reservation_active on reservation (account) where state = 'ACTIVE';

create table fill (
  venue        text        not null,
  account      text        not null,
  exec_id      text        not null,
  order_id     text,
  cl_ord_id    text,
  signal_id    uuid,
  symbol       text        not null,
  side         text        not null check (side in ('BUY', 'SELL')),
  quantity     numeric     not null check (quantity > 0),
  price        numeric     not null check (price > 0),
  fill_time    timestamptz not null,
  realised_pnl numeric     not null,
  overfill     boolean     not null,
  source       text        not null check (source in ('SAGA', 'EVENT')),
  booked_at    timestamptz not null,
  primary key (venue, account, exec_id)
);

create index fill_signal on fill (signal_id);

-- open_cost is what the open quantity cost, with its sign; the average price is their quotient.
create table position (
  account      text        not null,
  symbol       text        not null,
  quantity     numeric     not null default 0,
  open_cost    numeric     not null default 0,
  realised_pnl numeric     not null default 0,
  fills        bigint      not null default 0,
  updated_at   timestamptz not null,
  primary key (account, symbol)
);

-- The newest quote seen of each symbol, on the clock of its market.
create table mark (
  symbol     text        primary key,
  bid        numeric     not null check (bid > 0),
  ask        numeric     not null check (ask > 0),
  quote_time timestamptz not null
);

insert into account (account, currency) values ('DEMO', 'USD');

insert into instrument (symbol, base_currency, quote_currency, tick_size, quantity_min, quantity_step)
values ('EURUSD', 'EUR', 'USD', 0.00001, 1000, 1000);

insert into account_limits (account, version, gross_notional_max, changed_by, reason)
values ('DEMO', 1, 20000000, 'migration', 'limits of the demonstration account');

insert into symbol_limits (account, symbol, version, order_quantity_max, position_max, spread_max,
                           quote_age_max_ms, changed_by, reason)
values ('DEMO', 'EURUSD', 1, 1000000, 10000000, 0.0005, 300000, 'migration',
        'limits of the demonstration account');
