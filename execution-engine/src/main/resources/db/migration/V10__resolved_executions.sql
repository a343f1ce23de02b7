-- What a person found out about an execution that no order explains, or that its venue disputes. Open until
-- then.
ALTER TABLE stray_execution
  ADD COLUMN review_id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  ADD COLUMN resolved_at timestamptz,
  ADD COLUMN resolved_by text,
  ADD COLUMN resolution text,
  ADD CHECK (num_nulls(resolved_at, resolved_by, resolution) IN (0, 3));
ALTER TABLE disputed_execution
  ADD COLUMN review_id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  ADD COLUMN resolved_at timestamptz,
  ADD COLUMN resolved_by text,
  ADD COLUMN resolution text,
  ADD CHECK (num_nulls(resolved_at, resolved_by, resolution) IN (0, 3));

-- Both in one list, as a person goes through them.
CREATE VIEW odd_execution AS
  SELECT review_id, 'STRAY' AS kind, venue, account, NULL::uuid AS order_id, cl_ord_id, exec_id,
    NULL AS exec_ref_id, quantity, price, seen_at, resolved_at, resolved_by, resolution
  FROM stray_execution
  UNION ALL
  SELECT review_id, kind, venue, NULL, order_id, cl_ord_id, exec_id,
    exec_ref_id, quantity, price, seen_at, resolved_at, resolved_by, resolution
  FROM disputed_execution;
