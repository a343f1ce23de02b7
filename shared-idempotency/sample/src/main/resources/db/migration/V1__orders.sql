create table orders (
  id       bigint generated always as identity primary key,
  symbol   text    not null,
  quantity numeric not null check (quantity > 0)
);
