package io.eafix.signal.bar;

import io.eafix.idempotency.sql.Sql;
import io.eafix.signal.market.MidBar;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Bars in Postgres. Plain SQL, because ingestion is the busiest path of the service and one
 * statement does its work: it locks the series, moves it on and inserts the bar.
 */
@ApplicationScoped
class BarStore implements NewestBars {

  private static final String RECORD =
      """
      with moved as (
        update series set newest_open_time = greatest(newest_open_time, $3), stamp = $12
        where symbol = $1 and timeframe = $2
        returning old.newest_open_time as newest_before, old.stamp as stamp_before)
      insert into bar (symbol, timeframe, open_time, bid_open, bid_high, bid_low, bid_close,
                       ask_open, ask_high, ask_low, ask_close, late)
      select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, coalesce($3 < newest_before, false)
      from moved
      on conflict (symbol, timeframe, open_time) do nothing
      returning late, (select stamp_before from moved)""";

  private static final String ADD_SERIES =
      """
      insert into series (symbol, timeframe, stamp) values ($1, $2, $3) on conflict do nothing""";

  private static final String FIND =
      """
      select open_time, revision, bid_open, bid_high, bid_low, bid_close,
             ask_open, ask_high, ask_low, ask_close, late
      from bar where symbol = $1 and timeframe = $2 and open_time = $3""";

  private static final String NEWEST =
      """
      select open_time, revision, bid_open, bid_high, bid_low, bid_close,
             ask_open, ask_high, ask_low, ask_close, late
      from bar where symbol = $1 and timeframe = $2 order by open_time desc limit $3""";

  private static final String PAGE =
      """
      select open_time, revision, bid_open, bid_high, bid_low, bid_close,
             ask_open, ask_high, ask_low, ask_close, late
      from bar where symbol = $1 and timeframe = $2
        and ($3::timestamptz is null or open_time >= $3)
        and ($4::timestamptz is null or open_time < $4)
      order by open_time desc limit $5""";

  private static final String KEEP_OLD =
      """
      insert into bar_revision (symbol, timeframe, open_time, revision, bid_open, bid_high, bid_low,
                                bid_close, ask_open, ask_high, ask_low, ask_close)
      select symbol, timeframe, open_time, revision, bid_open, bid_high, bid_low, bid_close,
             ask_open, ask_high, ask_low, ask_close
      from bar where symbol = $1 and timeframe = $2 and open_time = $3""";

  private static final String REVISE =
      """
      update bar set revision = revision + 1, recorded_at = now(),
        bid_open = $4, bid_high = $5, bid_low = $6, bid_close = $7,
        ask_open = $8, ask_high = $9, ask_low = $10, ask_close = $11
      where symbol = $1 and timeframe = $2 and open_time = $3
      returning revision""";

  /**
   * A new bar.
   *
   * @param late whether the series already had a later one
   * @param stampBefore the stamp of the series until now
   */
  record Recorded(boolean late, UUID stampBefore) {}

  /** A bar that is there, and the revision it is at. */
  record Stored(Bar bar, int revision, boolean late) {}

  /**
   * Locks the series until the end of the transaction and inserts the bar.
   *
   * @return empty if the bar is there already, or if the series is not
   */
  Uni<Optional<Recorded>> record(Sql sql, Bar bar, UUID stamp) {
    return sql.query(RECORD, parameters(bar, stamp))
        .map(rows -> first(rows).map(row -> new Recorded(row.getBoolean(0), row.getUUID(1))));
  }

  /** Adds the series of a first bar; does nothing if it is there. */
  Uni<Integer> addSeries(Sql sql, Series series, UUID stamp) {
    return sql.update(ADD_SERIES, series.symbol(), series.timeframe().name(), stamp);
  }

  Uni<Optional<Stored>> find(Sql sql, Bar bar) {
    Series series = bar.series();
    return sql.query(FIND, series.symbol(), series.timeframe().name(), utc(bar))
        .map(rows -> first(rows).map(row -> stored(series, row)));
  }

  /** Replaces what the stored bar says and keeps what it said before; returns the new revision. */
  Uni<Integer> revise(Sql sql, Bar bar) {
    Series series = bar.series();
    return sql.update(KEEP_OLD, series.symbol(), series.timeframe().name(), utc(bar))
        .flatMap(kept -> sql.query(REVISE, parameters(bar)))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  @Override
  public Uni<List<MidBar>> of(Sql sql, Series series, int limit) {
    return sql.query(NEWEST, series.symbol(), series.timeframe().name(), limit)
        .map(
            rows -> {
              List<MidBar> bars = new ArrayList<>(limit);
              rows.forEach(row -> bars.add(MidBar.of(stored(series, row).bar)));
              Collections.reverse(bars);
              return bars;
            });
  }

  /**
   * Bars of the series, newest first.
   *
   * @param from open time of the oldest, or null
   * @param before all open earlier than this, or null
   */
  Uni<List<Stored>> page(Sql sql, Series series, Instant from, Instant before, int limit) {
    return sql.query(
            PAGE, series.symbol(), series.timeframe().name(), utc(from), utc(before), limit)
        .map(
            rows -> {
              List<Stored> page = new ArrayList<>();
              rows.forEach(row -> page.add(stored(series, row)));
              return page;
            });
  }

  private static Stored stored(Series series, Row row) {
    return new Stored(
        new Bar(series, row.getOffsetDateTime("open_time").toInstant(), ohlc(row, 2), ohlc(row, 6)),
        row.getInteger("revision"),
        row.getBoolean("late"));
  }

  private static Ohlc ohlc(Row row, int at) {
    return new Ohlc(
        row.getBigDecimal(at),
        row.getBigDecimal(at + 1),
        row.getBigDecimal(at + 2),
        row.getBigDecimal(at + 3));
  }

  private static Object[] parameters(Bar bar, Object... more) {
    List<Object> all = new ArrayList<>(12);
    Collections.addAll(all, bar.series().symbol(), bar.series().timeframe().name(), utc(bar));
    for (Ohlc side : List.of(bar.bid(), bar.ask())) {
      Collections.addAll(all, side.open(), side.high(), side.low(), side.close());
    }
    Collections.addAll(all, more);
    return all.toArray();
  }

  private static OffsetDateTime utc(Bar bar) {
    return utc(bar.openTime());
  }

  private static OffsetDateTime utc(Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }
}
