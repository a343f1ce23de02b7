create table note_deferred (
  text text unique deferrable initially deferred
);
