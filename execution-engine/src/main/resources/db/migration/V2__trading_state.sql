-- The kill switch. The sender reads it in the transaction that commits the intent to send, behind a
-- lock that a change of it takes too: once a halt is answered, no later message begins.
CREATE TABLE trading_state (
  scope      text NOT NULL CHECK (scope IN ('GLOBAL', 'ACCOUNT', 'SYMBOL', 'STRATEGY')),
  value      text NOT NULL CHECK (length(value) BETWEEN 1 AND 100),
  state      text NOT NULL CHECK (state IN ('ACTIVE', 'REDUCING', 'HALTED')),
  version    bigint NOT NULL CHECK (version > 0),
  person     text NOT NULL CHECK (length(person) BETWEEN 1 AND 100),
  reason     text NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (scope, value),
  CHECK ((scope = 'GLOBAL') = (value = '*'))
);

-- Every change of the kill switch and every decision of a person about an order.
CREATE TABLE operator_action (
  id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at     timestamptz NOT NULL,
  person text NOT NULL,
  reason text NOT NULL,
  action text NOT NULL,
  object text NOT NULL
);

CREATE INDEX fill_position ON fill (account, symbol);
CREATE INDEX orders_live ON orders (account, symbol)
  WHERE status NOT IN ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED');

-- The strictest state that applies to an order.
CREATE FUNCTION order_trading_state(o orders) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT t.state FROM trading_state t
     WHERE (t.scope, t.value) IN
       (('GLOBAL', '*'), ('ACCOUNT', o.account), ('SYMBOL', o.symbol), ('STRATEGY', o.strategy))
     ORDER BY array_position(ARRAY['HALTED', 'REDUCING', 'ACTIVE'], t.state) LIMIT 1),
    'ACTIVE')
$$;

-- True if the order can only bring the account's position in the symbol nearer to zero, whatever
-- becomes of the other live orders of its side.
CREATE FUNCTION order_reduces(o orders) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT o.quantity + coalesce(
      (SELECT sum(greatest(p.quantity - p.filled, 0)) FROM orders p
       WHERE p.account = o.account AND p.symbol = o.symbol AND p.side = o.side AND p.id <> o.id
         AND p.status NOT IN ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED')), 0)
    <= CASE o.side WHEN 'SELL' THEN 1 ELSE -1 END * coalesce(
      (SELECT sum(CASE f.side WHEN 'BUY' THEN f.quantity ELSE -f.quantity END) FROM fill f
       WHERE f.account = o.account AND f.symbol = o.symbol), 0)
$$;

-- Whether the kill switch lets an order's message out. Cancels need not ask.
CREATE FUNCTION order_may_go(o orders) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE order_trading_state(o)
    WHEN 'ACTIVE' THEN true WHEN 'REDUCING' THEN order_reduces(o) ELSE false END
$$;
