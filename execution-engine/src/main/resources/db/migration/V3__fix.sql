-- Messages of ours that the FIX venue asked for again and that were answered with a gap fill: by
-- the rules of the session it had not processed them and never will.
CREATE TABLE fix_gap_fill (
  cl_ord_id text PRIMARY KEY,
  filled_at timestamptz NOT NULL
);
