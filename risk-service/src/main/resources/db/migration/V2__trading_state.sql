-- The kill switch. A decision reads it behind a lock that a change of it takes too: once a halt is
-- answered, no later decision approves. A setting is never changed, only superseded: the newest
-- version counts, the others are the audit.
create table trading_state (
  position   bigint      not null generated always as identity unique,
  scope      text        not null check (scope in ('GLOBAL', 'ACCOUNT', 'SYMBOL', 'STRATEGY')),
  value      text        not null check (length(value) between 1 and 100),
  version    bigint      not null check (version >= 1),
  state      text        not null check (state in ('ACTIVE', 'REDUCING', 'HALTED')),
  person     text        not null check (length(person) between 1 and 100),
  reason     text        not null check (length(reason) between 1 and 500),
  changed_at timestamptz not null,
  primary key (scope, value, version),
  check ((scope = 'GLOBAL') = (value = '*'))
);

create view trading_state_in_force as
  select distinct on (scope, value) * from trading_state order by scope, value, version desc;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is only added to: its rows are the audit', tg_table_name
    using errcode = 'restrict_violation';
end
$$;

create trigger trading_state_is_kept before update or delete or truncate on trading_state
  for each statement execute function refuse_change();
create trigger account_limits_are_kept before update or delete or truncate on account_limits
  for each statement execute function refuse_change();
create trigger symbol_limits_are_kept before update or delete or truncate on symbol_limits
  for each statement execute function refuse_change();
