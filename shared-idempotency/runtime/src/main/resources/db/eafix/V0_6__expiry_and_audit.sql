-- What is over is found by its age. A block range index does not do for that: its summaries never
-- narrow, so that once the space of deleted rows is used again every range has an old and a new end.
-- Rows come in the order of their age, which a b-tree takes at its last page.
create index execution_expired on execution (expires_at, execution_id) where status = 'COMPLETED';
drop index execution_expiry;

create index inbox_received on inbox (received_at);
drop index inbox_age;

create index saga_fence_changed on saga_fence (coalesce(compensated_at, created_at));

create trigger execution_resolution_is_kept
  before truncate on execution_resolution
  for each statement execute function execution_resolution_is_final();
