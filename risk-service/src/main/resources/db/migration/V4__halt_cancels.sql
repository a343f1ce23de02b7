-- A halt may ask for the end of the orders that are open; the execution engine, which is told, cancels them.
alter table trading_state
  add column cancel_orders boolean not null default false,
  add constraint trading_state_halt_cancels check (not cancel_orders or state = 'HALTED');

create or replace view trading_state_in_force as
  select distinct on (scope, value) * from trading_state order by scope, value, version desc;
