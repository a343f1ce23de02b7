-- What was reserved for a saga's order, so that one that was made smaller can grow again so far. Of orders
-- from before, what they are of now is known to be reserved; null for a client's own order.
ALTER TABLE orders
  ADD COLUMN reserved_quantity numeric CHECK (reserved_quantity > 0),
  ADD COLUMN reserved_price numeric CHECK (reserved_price > 0);
UPDATE orders SET reserved_quantity = quantity, reserved_price = coalesce(limit_price, stop_price)
WHERE signal_id IS NOT NULL AND status NOT IN ('FILLED', 'CANCELED', 'REJECTED', 'EXPIRED');
