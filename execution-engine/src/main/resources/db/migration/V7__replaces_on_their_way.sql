-- The most that a live order may still trade: a replace that has not ended may have taken effect at the
-- venue, or take it.
CREATE FUNCTION order_open(o orders) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT greatest(0, greatest(o.quantity, (
      SELECT max(i.new_quantity) FROM instruction i
      WHERE i.order_id = o.id AND i.kind = 'REPLACE'
        AND i.state IN ('PENDING', 'SENT', 'IN_DOUBT', 'MANUAL_REVIEW'))) - o.filled)
$$;

-- As before, and what the replaces of other orders may add counts too: of two that each fit alone and
-- not together, none goes out.
CREATE OR REPLACE FUNCTION order_reduces(o orders, new_quantity numeric)
RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(new_quantity, o.quantity) - o.filled + coalesce(
      (SELECT sum(order_open(p)) FROM orders p
       WHERE p.account = o.account AND p.symbol = o.symbol AND p.side = o.side AND p.id <> o.id
         AND p.status NOT IN ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED')), 0)
    <= CASE o.side WHEN 'SELL' THEN 1 ELSE -1 END * coalesce(
      (SELECT sum(CASE f.side WHEN 'BUY' THEN f.quantity ELSE -f.quantity END) FROM fill f
       WHERE f.account = o.account AND f.symbol = o.symbol), 0)
$$;
