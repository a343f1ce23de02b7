create table note (
  id         bigint generated always as identity primary key,
  text       text    not null,
  quantity   numeric,
  created_at timestamptz not null default clock_timestamp()
);
