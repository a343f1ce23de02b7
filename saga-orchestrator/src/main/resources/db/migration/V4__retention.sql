-- Which request started the saga: while its row is in execution, the request may be repeated, and the
-- saga that its answer names is kept. Null for sagas of before this column.
alter table saga add column start_execution uuid;

-- Exclusive keys of sagas that were deleted. There is one saga for each such key, ever.
create table saga_spent_key (exclusive_key text primary key);
