-- The generation of each lane by itself: an operator who accepts what one lane says leaves the
-- markers of the others valid. It begins as that of the source, which is changed no more.
alter table outbox_lane add column generation int not null default 1;
update outbox_lane set generation = (select generation from outbox_control);

comment on column outbox_lane.generation is
  'Raised when an operator accepts what Postgres says of the lane: markers of another generation are not looked for.';
comment on column outbox_control.generation is
  'What the generation of each lane began with.';
