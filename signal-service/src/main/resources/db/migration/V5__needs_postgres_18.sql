-- A bar is recorded by one statement that returns what it replaced, which came with Postgres 18. On an
-- older one every bar would fail: say so at the start.
DO $$
BEGIN
  IF current_setting('server_version_num')::int < 180000 THEN
    RAISE EXCEPTION 'signal-service needs Postgres 18 or newer, this is %', current_setting('server_version');
  END IF;
END
$$;
