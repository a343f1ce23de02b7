-- Orders of which a replace may have reached their venue, and what became of it is not known.
CREATE FUNCTION orders_being_replaced() RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(order_id), '{}') FROM instruction
  WHERE kind = 'REPLACE' AND state IN ('SENT', 'IN_DOUBT', 'MANUAL_REVIEW')
$$;

-- As before, and an order that is filled while a replace of it is out counts too: its venue may make it
-- larger and trade on.
CREATE OR REPLACE FUNCTION order_reduces(o orders, new_quantity numeric)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(new_quantity, o.quantity) - o.filled + coalesce(
      (SELECT sum(order_open(p)) FROM orders p
       WHERE p.account = o.account AND p.symbol = o.symbol AND p.side = o.side AND p.id <> o.id
         AND p.status NOT IN ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED')), 0) + coalesce(
      (SELECT sum(order_open(p)) FROM unnest(orders_being_replaced()) r JOIN orders p ON p.id = r
       WHERE p.account = o.account AND p.symbol = o.symbol AND p.side = o.side AND p.id <> o.id
         AND p.status = 'FILLED'), 0)
    <= CASE o.side WHEN 'SELL' THEN 1 ELSE -1 END * coalesce(
      (SELECT sum(CASE f.side WHEN 'BUY' THEN f.quantity ELSE -f.quantity END) FROM fill f
       WHERE f.account = o.account AND f.symbol = o.symbol), 0)
$$;

-- A replace that only shrinks its order opens nothing, whatever else may be on its way: REDUCING lets it out.
-- One that changes the price may trade what would not have traded, and is judged.
CREATE FUNCTION order_may_go(o orders, i instruction) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE order_trading_state(o)
    WHEN 'ACTIVE' THEN true
    WHEN 'REDUCING' THEN
      i.kind = 'REPLACE' AND i.new_price IS NULL AND coalesce(i.new_quantity <= o.quantity, false)
      OR order_reduces(o, i.new_quantity)
    ELSE false END
$$;
