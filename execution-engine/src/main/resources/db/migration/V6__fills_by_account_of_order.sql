-- A fill is of its order's account, whatever the venue calls it. Fills whose id was given once only: of
-- others nobody can tell which is which.
UPDATE fill f SET account = o.account FROM orders o
WHERE o.id = f.order_id AND f.account <> o.account
  AND NOT EXISTS (
    SELECT FROM fill g
    WHERE g.venue = f.venue AND g.exec_id = f.exec_id AND g.account <> f.account);
