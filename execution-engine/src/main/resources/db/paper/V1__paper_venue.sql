-- The paper venue's own ledger. Nothing here refers to the engine's tables or is joined with them.

-- One row for each client order id that ever arrived. It removes no duplicate: it counts them, and
-- its row lock orders an arriving request against a promise never to accept its id.
CREATE TABLE received (
  cl_ord_id text PRIMARY KEY,
  times     integer NOT NULL CHECK (times >= 0),
  sealed    boolean NOT NULL,
  CHECK (NOT (sealed AND times > 0))
);

-- cl_ord_id is not unique on purpose: a duplicate must be seen, as at a real venue.
CREATE TABLE venue_order (
  venue_order_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  cl_ord_id         text NOT NULL,
  current_cl_ord_id text NOT NULL,
  account           text NOT NULL,
  symbol            text NOT NULL,
  side              text NOT NULL CHECK (side IN ('BUY', 'SELL')),
  type              text NOT NULL CHECK (type IN ('MARKET', 'LIMIT', 'STOP')),
  time_in_force     text NOT NULL CHECK (time_in_force IN ('IOC', 'FOK', 'GTC', 'DAY')),
  quantity          numeric NOT NULL CHECK (quantity > 0),
  limit_price       numeric CHECK (limit_price > 0),
  stop_price        numeric CHECK (stop_price > 0),
  state             text NOT NULL
                    CHECK (state IN ('WORKING', 'FILLED', 'CANCELED', 'EXPIRED', 'REJECTED')),
  filled            numeric NOT NULL CHECK (filled >= 0 AND filled <= quantity),
  executions        integer NOT NULL,
  code              text,
  text              text,
  received_at       timestamptz NOT NULL,
  expires_at        timestamptz,
  CHECK ((type = 'LIMIT') = (limit_price IS NOT NULL)),
  CHECK ((type = 'STOP') = (stop_price IS NOT NULL)),
  CHECK (state <> 'FILLED' OR filled = quantity)
);
CREATE INDEX venue_order_cl_ord_id ON venue_order (cl_ord_id);
CREATE INDEX venue_order_current ON venue_order (current_cl_ord_id)
  WHERE current_cl_ord_id <> cl_ord_id;
CREATE INDEX venue_order_working ON venue_order (symbol, venue_order_id) WHERE state = 'WORKING';

CREATE TABLE execution (
  venue_order_id bigint NOT NULL REFERENCES venue_order,
  number         integer NOT NULL,
  quantity       numeric NOT NULL CHECK (quantity > 0),
  price          numeric NOT NULL CHECK (price > 0),
  traded_at      timestamptz NOT NULL,
  PRIMARY KEY (venue_order_id, number)
);

-- Orders that changed without the engine having asked (a resting order filled or expired) and of
-- which the engine has not yet confirmed to know. A number only grows, so a confirmation of an
-- older state does not hide a newer one.
CREATE TABLE unconfirmed (
  venue_order_id bigint PRIMARY KEY REFERENCES venue_order,
  change         bigint NOT NULL
);
CREATE SEQUENCE change_number;

-- What the venue knows of a market: its last quote, and how deep it is.
CREATE TABLE market (
  symbol         text PRIMARY KEY,
  bid            numeric CHECK (bid > 0),
  ask            numeric CHECK (ask >= bid),
  quoted_at      timestamptz,
  level_quantity numeric CHECK (level_quantity > 0),
  level_count    integer NOT NULL DEFAULT 1 CHECK (level_count BETWEEN 1 AND 100),
  level_step     numeric NOT NULL DEFAULT 0 CHECK (level_step >= 0)
);
