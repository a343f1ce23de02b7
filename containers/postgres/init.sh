#!/bin/bash
# Runs once, on a new volume: a role and a database for each service, and the relay's role, which may
# connect to each; the services' migrations grant it the outbox tables and nothing else.
set -eu

sql() {
  psql -v ON_ERROR_STOP=1 -q -U "$POSTGRES_USER" -d postgres "$@"
}

role() { # name, password
  sql -v role="$1" -v password="$2" <<'SQL'
create role :"role" login password :'password';
SQL
}

role relay "$EAFIX_RELAY_PASSWORD"
for database in signals risk execution sagas; do
  variable=EAFIX_$(printf '%s' "$database" | tr '[:lower:]' '[:upper:]')_DB_PASSWORD
  role "$database" "${!variable}"
  sql -v database="$database" <<'SQL'
create database :"database" owner :"database";
revoke all on database :"database" from public;
grant connect on database :"database" to relay;
SQL
done
