-- What a venue says against trades: it takes one back, changes one, or gives its id to another. Nothing of
-- it is booked; a person decides. Each is kept once, however often it is said.
CREATE TABLE disputed_execution (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind        text NOT NULL CHECK (kind IN ('BUST', 'CORRECTION', 'REUSED_ID')),
  venue       text NOT NULL,
  cl_ord_id   text NOT NULL,
  exec_id     text NOT NULL,
  -- The execution that it speaks of, as far as it says so.
  exec_ref_id text,
  -- Null if the order is none of ours.
  order_id    uuid REFERENCES orders,
  quantity    numeric,
  price       numeric,
  seen_at     timestamptz NOT NULL,
  UNIQUE NULLS NOT DISTINCT (venue, cl_ord_id, kind, exec_id, exec_ref_id, quantity, price)
);
