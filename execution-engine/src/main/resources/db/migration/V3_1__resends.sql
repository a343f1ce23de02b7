-- A new order may be sent again after its venue has promised never to accept what was sent first.
-- At most one message of an order's kind NEW can ever have taken effect: the others were refused.
ALTER TABLE instruction DROP CONSTRAINT instruction_check;
ALTER TABLE instruction ADD CONSTRAINT instruction_first_is_new CHECK (number > 1 OR kind = 'NEW');
CREATE UNIQUE INDEX instruction_one_new ON instruction (order_id)
  WHERE kind = 'NEW' AND state <> 'REFUSED';
