-- Versions of limits from before these checks existed limited nothing here, so they get the widest
-- values. From now on every version states every limit: none can be forgotten.
alter table account_limits
  add column currency_exposure_max numeric not null default 1e15 check (currency_exposure_max >= 0),
  add column capital               numeric not null default 1e15 check (capital >= 0),
  add column daily_loss_max        numeric not null default 1e15 check (daily_loss_max >= 0),
  add column risk_per_trade_max    numeric not null default 1e15 check (risk_per_trade_max >= 0),
  add column orders_max            integer not null default 1000000 check (orders_max >= 0),
  add column orders_window_ms      bigint  not null default 1000 check (orders_window_ms > 0),
  add column mark_age_max_ms       bigint  not null default 315360000000 check (mark_age_max_ms >= 0);
alter table account_limits
  alter column currency_exposure_max drop default,
  alter column capital drop default,
  alter column daily_loss_max drop default,
  alter column risk_per_trade_max drop default,
  alter column orders_max drop default,
  alter column orders_window_ms drop default,
  alter column mark_age_max_ms drop default;

alter table symbol_limits
  add column order_notional_max numeric not null default 1e15 check (order_notional_max >= 0),
  add column price_collar_bps   numeric not null default 1e6 check (price_collar_bps >= 0),
  add column margin_rate        numeric not null default 0 check (margin_rate >= 0),
  add column stop_distance      numeric not null default 0 check (stop_distance >= 0),
  add column repeat_window_ms   bigint  not null default 0 check (repeat_window_ms >= 0),
  add column session            text    not null default 'ALWAYS';
alter table symbol_limits
  alter column order_notional_max drop default,
  alter column price_collar_bps drop default,
  alter column margin_rate drop default,
  alter column stop_distance drop default,
  alter column repeat_window_ms drop default,
  alter column session drop default;

alter table decision
  add column limit_price numeric check (limit_price > 0),
  add column stop_loss   numeric check (stop_loss > 0);

-- Orders of an account in a window of market time: its rate, and the same order again.
create index decision_recent on decision (account, as_of) where approved;

-- What a trading day began with. A day begins with what the last one was seen to end with, so a
-- loss between the two belongs to the new one.
create table account_day (
  account     text    not null references account,
  day         date    not null,
  opening_pnl numeric not null,
  last_pnl    numeric not null,
  primary key (account, day)
);

insert into instrument (symbol, base_currency, quote_currency, tick_size, quantity_min, quantity_step)
values
  ('GBPUSD', 'GBP', 'USD', 0.00001, 1000, 1000),
  ('AUDUSD', 'AUD', 'USD', 0.00001, 1000, 1000),
  ('NZDUSD', 'NZD', 'USD', 0.00001, 1000, 1000),
  ('USDJPY', 'USD', 'JPY', 0.001, 1000, 1000),
  ('USDCHF', 'USD', 'CHF', 0.00001, 1000, 1000),
  ('USDCAD', 'USD', 'CAD', 0.00001, 1000, 1000),
  ('EURGBP', 'EUR', 'GBP', 0.00001, 1000, 1000),
  ('EURJPY', 'EUR', 'JPY', 0.001, 1000, 1000),
  ('EURCHF', 'EUR', 'CHF', 0.00001, 1000, 1000),
  ('GBPJPY', 'GBP', 'JPY', 0.001, 1000, 1000)
on conflict (symbol) do nothing;

-- The demonstration account trades at the paper venue, which never closes, and as fast as it can.
insert into account_limits (account, version, gross_notional_max, currency_exposure_max, capital,
                            daily_loss_max, risk_per_trade_max, orders_max, orders_window_ms,
                            mark_age_max_ms, changed_by, reason)
select 'DEMO', 2, 20000000, 15000000, 1000000, 250000, 20000, 1000, 1000, 86400000, 'migration',
       'limits of the demonstration account'
where (select max(version) from account_limits where account = 'DEMO') = 1;

insert into symbol_limits (account, symbol, version, order_quantity_max, order_notional_max,
                           position_max, spread_max, quote_age_max_ms, price_collar_bps,
                           margin_rate, stop_distance, repeat_window_ms, session, changed_by, reason)
select 'DEMO', 'EURUSD', 2, 1000000, 2000000, 10000000, 0.0005, 300000, 100, 0.02, 0.01, 0,
       'ALWAYS', 'migration', 'limits of the demonstration account'
where (select max(version) from symbol_limits where account = 'DEMO' and symbol = 'EURUSD') = 1;
