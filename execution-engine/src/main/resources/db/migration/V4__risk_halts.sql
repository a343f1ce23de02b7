-- What the risk service's kill switch says, as its events told. It holds beside the engine's own: the
-- stricter of the two decides.
CREATE TABLE risk_trading_state (
  scope      text NOT NULL CHECK (scope IN ('GLOBAL', 'ACCOUNT', 'SYMBOL', 'STRATEGY')),
  value      text NOT NULL CHECK (length(value) BETWEEN 1 AND 100),
  state      text NOT NULL CHECK (state IN ('ACTIVE', 'REDUCING', 'HALTED')),
  -- The greatest version heard of. What comes with one that is not greater never lets go on.
  version    bigint NOT NULL CHECK (version > 0),
  person     text NOT NULL CHECK (length(person) BETWEEN 1 AND 100),
  reason     text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  changed_at timestamptz NOT NULL,
  heard_at   timestamptz NOT NULL,
  PRIMARY KEY (scope, value),
  CHECK ((scope = 'GLOBAL') = (value = '*'))
);

-- Halts whose open orders are still to be cancelled, in batches in the order of their ids. A batch and
-- how far it came are one transaction, so each order gets one cancel through any crash.
CREATE TABLE halt_cancel (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  scope    text NOT NULL,
  value    text NOT NULL,
  reason   text NOT NULL,
  -- Written under the switch's lock by this server's clock, which also says when messages were begun.
  asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  after_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'
);

CREATE OR REPLACE FUNCTION order_trading_state(o orders) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT t.state FROM
       (SELECT scope, value, state FROM trading_state
        UNION ALL SELECT scope, value, state FROM risk_trading_state) t
     WHERE (t.scope, t.value) IN
       (('GLOBAL', '*'), ('ACCOUNT', o.account), ('SYMBOL', o.symbol), ('STRATEGY', o.strategy))
     ORDER BY array_position(ARRAY['HALTED', 'REDUCING', 'ACTIVE'], t.state) LIMIT 1),
    'ACTIVE')
$$;

-- As before, for an order that shall have another quantity: what a replace adds is judged as an order
-- is, and what is filled already counts as position only.
CREATE FUNCTION order_reduces(o orders, new_quantity numeric) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(new_quantity, o.quantity) - o.filled + coalesce(
      (SELECT sum(greatest(p.quantity - p.filled, 0)) FROM orders p
       WHERE p.account = o.account AND p.symbol = o.symbol AND p.side = o.side AND p.id <> o.id
         AND p.status NOT IN ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED')), 0)
    <= CASE o.side WHEN 'SELL' THEN 1 ELSE -1 END * coalesce(
      (SELECT sum(CASE f.side WHEN 'BUY' THEN f.quantity ELSE -f.quantity END) FROM fill f
       WHERE f.account = o.account AND f.symbol = o.symbol), 0)
$$;

-- Whether the kill switch lets a message out that gives the order this quantity; null leaves it.
CREATE FUNCTION order_may_go(o orders, new_quantity numeric) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE order_trading_state(o)
    WHEN 'ACTIVE' THEN true WHEN 'REDUCING' THEN order_reduces(o, new_quantity) ELSE false END
$$;
