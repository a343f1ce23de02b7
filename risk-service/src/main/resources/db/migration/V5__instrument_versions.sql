-- What an instrument is, as persons have stated it. The row in instrument is the newest version, what
-- decisions read and a change locks; versions are never changed, they are the audit.
create table instrument_version (
  symbol         text        not null references instrument,
  version        integer     not null check (version >= 1),
  base_currency  text        not null check (base_currency ~ '^[A-Z]{3}$'),
  quote_currency text        not null check (quote_currency ~ '^[A-Z]{3}$'),
  tick_size      numeric     not null check (tick_size > 0),
  quantity_min   numeric     not null check (quantity_min > 0),
  quantity_step  numeric     not null check (quantity_step > 0),
  changed_by     text        not null,
  reason         text        not null,
  changed_at     timestamptz not null default now(),
  primary key (symbol, version)
);

insert into instrument_version (symbol, version, base_currency, quote_currency, tick_size,
                                quantity_min, quantity_step, changed_by, reason)
select symbol, 1, base_currency, quote_currency, tick_size, quantity_min, quantity_step, 'migration',
       'known before instruments had versions'
from instrument;

create trigger instrument_versions_are_kept before update or delete or truncate on instrument_version
  for each statement execute function refuse_change();
