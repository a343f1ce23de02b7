-- A replace of a filled order that leaves nothing open counts as a full fill from now on, since one that
-- leaves something open makes it live. What was told of such replaces keeps its meaning.
UPDATE order_history SET trigger = 'FULL_FILL' WHERE from_status = 'FILLED' AND trigger = 'REPLACE';
