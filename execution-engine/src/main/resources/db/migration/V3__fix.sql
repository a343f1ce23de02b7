-- Messages of ours that the FIX venue asked for again and that were answered with a gap fill: it
-- will not process them from then on, but it may have before it counted them.
CREATE TABLE fix_gap_fill (
  cl_ord_id text PRIMARY KEY,
  filled_at timestamptz NOT NULL
);
