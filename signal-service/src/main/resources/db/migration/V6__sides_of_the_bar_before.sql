-- What a strategy saw counts for the next bar of the series only. A version that was replaced and comes
-- back, or one that was switched off, saw its last side long ago: the edges between were another's, or
-- nobody's, and the next one is to be traded. See SeenSides.
create or replace function signal_is_an_edge() returns trigger language plpgsql as $$
begin
  if new.side = (
      select side from signal
      where strategy = new.strategy and strategy_version = new.strategy_version
        and symbol = new.symbol and timeframe = new.timeframe
        and bar_open_time = (
          select max(open_time) from bar
          where symbol = new.symbol and timeframe = new.timeframe
            and open_time < new.bar_open_time)) then
    raise exception 'the market was on this side before: % of % at %',
      new.action, new.strategy, new.bar_open_time
      using errcode = 'unique_violation';
  end if;
  return new;
end $$;
