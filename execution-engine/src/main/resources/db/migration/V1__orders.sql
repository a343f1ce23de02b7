-- Legal moves of an order; rows are written by R__order_transitions.sql.
CREATE TABLE order_transition (
  from_status text NOT NULL,
  trigger     text NOT NULL,
  to_status   text NOT NULL,
  PRIMARY KEY (from_status, trigger),
  UNIQUE (from_status, trigger, to_status)
);

CREATE TABLE orders (
  id             uuid PRIMARY KEY,
  account        text NOT NULL CHECK (length(account) BETWEEN 1 AND 32),
  symbol         text NOT NULL CHECK (symbol ~ '^[A-Z0-9]{3,12}$'),
  side           text NOT NULL CHECK (side IN ('BUY', 'SELL')),
  type           text NOT NULL CHECK (type IN ('MARKET', 'LIMIT', 'STOP')),
  time_in_force  text NOT NULL CHECK (time_in_force IN ('IOC', 'FOK', 'GTC', 'DAY')),
  quantity       numeric NOT NULL CHECK (quantity > 0),
  limit_price    numeric CHECK (limit_price > 0),
  stop_price     numeric CHECK (stop_price > 0),
  bid            numeric CHECK (bid > 0),
  ask            numeric CHECK (ask >= bid),
  quote_time     timestamptz,
  venue          text NOT NULL CHECK (length(venue) BETWEEN 1 AND 16),
  -- The id by which the venue knows the order now; a confirmed replace changes it.
  cl_ord_id      text NOT NULL CHECK (length(cl_ord_id) BETWEEN 1 AND 36),
  venue_order_id text,
  status         text NOT NULL,
  filled         numeric NOT NULL CHECK (filled >= 0),
  notional       numeric NOT NULL CHECK (notional >= 0),
  instructions   integer NOT NULL CHECK (instructions BETWEEN 1 AND 999),
  code           text,
  text           text,
  -- The signal behind a saga's order. One signal makes one order, whatever calls say so.
  signal_id      text UNIQUE,
  reservation_id text,
  strategy       text,
  created_at     timestamptz NOT NULL,
  updated_at     timestamptz NOT NULL,
  CHECK ((type = 'LIMIT') = (limit_price IS NOT NULL)),
  CHECK ((type = 'STOP') = (stop_price IS NOT NULL)),
  CHECK ((bid IS NULL) = (ask IS NULL)),
  CHECK (status <> 'FILLED' OR filled >= quantity)
);
CREATE INDEX orders_created ON orders (created_at DESC, id DESC);
CREATE INDEX orders_account ON orders (account, symbol, created_at DESC, id DESC);
CREATE INDEX orders_unsettled ON orders (status, updated_at)
  WHERE status NOT IN ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED');

CREATE FUNCTION check_order_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
      SELECT FROM order_transition
      WHERE from_status = OLD.status AND to_status = NEW.status) THEN
    RAISE EXCEPTION 'order % cannot go from % to %', OLD.id, OLD.status, NEW.status
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_transition BEFORE UPDATE OF status ON orders
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
  EXECUTE FUNCTION check_order_transition();

-- What happened to each order, in order. The foreign key keeps the story legal.
CREATE TABLE order_history (
  order_id    uuid NOT NULL REFERENCES orders,
  number      bigint GENERATED ALWAYS AS IDENTITY,
  at          timestamptz NOT NULL,
  trigger     text NOT NULL,
  from_status text NOT NULL,
  to_status   text NOT NULL,
  filled      numeric NOT NULL,
  detail      text,
  PRIMARY KEY (order_id, number),
  FOREIGN KEY (from_status, trigger, to_status)
    REFERENCES order_transition (from_status, trigger, to_status)
    ON UPDATE CASCADE
);

-- What the engine wants a venue to do: one row for each message, with its own client order id. The
-- row is the durable queue of the sender and the memory of what may have been sent.
CREATE TABLE instruction (
  id              uuid PRIMARY KEY,
  order_id        uuid NOT NULL REFERENCES orders,
  number          integer NOT NULL CHECK (number BETWEEN 1 AND 999),
  kind            text NOT NULL CHECK (kind IN ('NEW', 'CANCEL', 'REPLACE')),
  venue           text NOT NULL,
  cl_ord_id       text NOT NULL UNIQUE CHECK (length(cl_ord_id) BETWEEN 1 AND 36),
  -- By which id the venue knew the order when this was sent.
  orig_cl_ord_id  text,
  new_quantity    numeric CHECK (new_quantity > 0),
  new_price       numeric CHECK (new_price > 0),
  state           text NOT NULL CHECK (state IN
                    ('PENDING', 'SENT', 'IN_DOUBT', 'MANUAL_REVIEW',
                     'DONE', 'REFUSED', 'WITHDRAWN')),
  -- Grows with every claim; a claimant whose fence is not the row's any more changes nothing.
  fence           bigint NOT NULL DEFAULT 0,
  owner           text,
  lease_until     timestamptz,
  next_at         timestamptz NOT NULL DEFAULT now(),
  sent_at         timestamptz,
  sends           integer NOT NULL DEFAULT 0,
  not_found       integer NOT NULL DEFAULT 0,
  unanswered      integer NOT NULL DEFAULT 0,
  code            text,
  text            text,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  UNIQUE (order_id, number),
  CHECK ((number = 1) = (kind = 'NEW')),
  CHECK (kind <> 'NEW' OR orig_cl_ord_id IS NULL),
  CHECK (state <> 'SENT' OR (sent_at IS NOT NULL AND lease_until IS NOT NULL))
);
CREATE INDEX instruction_due ON instruction (venue, state, next_at)
  WHERE state IN ('PENDING', 'IN_DOUBT');
CREATE INDEX instruction_leased ON instruction (lease_until) WHERE state IN ('SENT', 'IN_DOUBT');
CREATE INDEX instruction_open ON instruction (order_id, number)
  WHERE state IN ('PENDING', 'SENT', 'IN_DOUBT', 'MANUAL_REVIEW');

-- Every fill once, whichever way and however often the venue reports it.
CREATE TABLE fill (
  venue     text NOT NULL,
  account   text NOT NULL,
  exec_id   text NOT NULL CHECK (length(exec_id) BETWEEN 1 AND 64),
  order_id  uuid NOT NULL REFERENCES orders,
  cl_ord_id text NOT NULL,
  symbol    text NOT NULL,
  side      text NOT NULL CHECK (side IN ('BUY', 'SELL')),
  quantity  numeric NOT NULL CHECK (quantity > 0),
  price     numeric NOT NULL CHECK (price > 0),
  traded_at timestamptz NOT NULL,
  booked_at timestamptz NOT NULL,
  PRIMARY KEY (venue, account, exec_id)
);
CREATE INDEX fill_order ON fill (order_id);

-- Executions that no order of ours explains. Kept for a person, never dropped.
CREATE TABLE stray_execution (
  venue     text NOT NULL,
  account   text NOT NULL,
  exec_id   text NOT NULL,
  cl_ord_id text NOT NULL,
  quantity  numeric NOT NULL,
  price     numeric NOT NULL,
  traded_at timestamptz NOT NULL,
  seen_at   timestamptz NOT NULL,
  PRIMARY KEY (venue, account, exec_id)
);
