-- One row for each saga step that this participant has heard of. Whichever of the step's action and
-- its compensation commits first writes the row, and the other finds it.
create table saga_fence (
  saga_id             text        not null check (length(saga_id) between 1 and 100),
  step                text        not null check (length(step) between 1 and 100),
  acted               boolean     not null,
  compensated         boolean     not null,
  action_result       text,
  compensation_result text,
  created_at          timestamptz not null default now(),
  compensated_at      timestamptz,
  primary key (saga_id, step),
  -- A row without either would mean nothing.
  check (acted or compensated)
);

comment on table saga_fence is
  'Orders a saga step''s action and compensation: a compensation that comes first is a no-op that bars the action for good.';
