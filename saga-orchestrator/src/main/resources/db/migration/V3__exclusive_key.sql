-- Most sagas have no exclusive key: they need no entry for it, at their start and at each change of
-- state.
alter table saga drop constraint saga_exclusive_key_key;
create unique index saga_exclusive_key on saga (exclusive_key) where exclusive_key is not null;
