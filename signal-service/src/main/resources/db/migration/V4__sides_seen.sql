-- Where the strategy saw the market when the bar was new: 1, 0, -1. Corrections change the bars, not
-- this, so an edge that was traded is never traded again. See BarSignals.
alter table signal add column side smallint check (side between -1 and 1);
update signal set side = case action when 'BUY' then 1 else -1 end
  where bar_open_time is not null and action <> 'HOLD';

create function signal_is_an_edge() returns trigger language plpgsql as $$
begin
  if new.side = (
      select side from signal
      where strategy = new.strategy and strategy_version = new.strategy_version
        and symbol = new.symbol and timeframe = new.timeframe
        and bar_open_time < new.bar_open_time
      order by bar_open_time desc limit 1) then
    raise exception 'the market was on this side before: % of % at %',
      new.action, new.strategy, new.bar_open_time
      using errcode = 'unique_violation';
  end if;
  return new;
end $$;

create trigger signal_is_an_edge before insert on signal
  for each row when (new.action <> 'HOLD' and new.bar_open_time is not null)
  execute function signal_is_an_edge();
