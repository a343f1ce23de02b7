-- A code is what the venue refused a message with: a cancel whose sender died had one too, and was
-- taken for refused.
UPDATE instruction SET code = NULL WHERE code = 'abandoned' AND state IN ('IN_DOUBT', 'MANUAL_REVIEW');
