-- When the saga entered its present state, for those who follow all sagas. Kept by the database, so
-- that no writer can forget it; untouched while a saga moves from step to step in one state.
alter table saga add column state_at timestamptz not null default now();
create index saga_by_change on saga (state_at);

create function saga_entered_state() returns trigger language plpgsql as $$
begin
  new.state_at := clock_timestamp();
  return new;
end
$$;

create trigger saga_entered_state before update of state on saga
  for each row when (old.state is distinct from new.state)
  execute function saga_entered_state();

create index saga_audit_definition on saga_audit (definition, audit_id) where saga_id is null;
