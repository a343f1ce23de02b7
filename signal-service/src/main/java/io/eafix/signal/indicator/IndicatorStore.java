package io.eafix.signal.indicator;

import io.eafix.idempotency.sql.Sql;
import io.eafix.signal.bar.Timeframe;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Clients' values in Postgres. */
@ApplicationScoped
class IndicatorStore {

  /** One writer at a time for each value, so that revisions count 1, 2, 3. */
  private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1, 0))";

  private static final String COLUMNS =
      "position, symbol, timeframe, name, open_time, revision, value, recorded_at";

  private static final String LATEST =
      "select "
          + COLUMNS
          + """
           from indicator_value
          where symbol = $1 and timeframe = $2 and name = $3 and open_time = $4
          order by revision desc limit 1""";

  private static final String INSERT =
      "insert into indicator_value (symbol, timeframe, name, open_time, revision, value)"
          + " values ($1, $2, $3, $4, $5, $6) returning "
          + COLUMNS;

  private static final String PAGE =
      "select "
          + COLUMNS
          + """
           from indicator_value
          where ($1::text is null or symbol = $1) and ($2::text is null or timeframe = $2)
            and ($3::text is null or name = $3) and ($4::bigint is null or position < $4)
          order by position desc limit $5""";

  /**
   * A value as it is stored now.
   *
   * @param added false if it was the latest already
   */
  record Recorded(IndicatorView value, boolean added) {}

  /** Adds the value, as a revision if its bar has another one; nothing if it has this one. */
  Uni<Recorded> record(Sql sql, IndicatorRequest request) {
    return sql.query(LOCK, request.symbol() + request.timeframe() + request.name())
        .flatMap(
            locked ->
                sql.query(
                    LATEST,
                    request.symbol(),
                    request.timeframe().name(),
                    request.name(),
                    utc(request.openTime())))
        .flatMap(
            rows -> {
              IndicatorView latest = rows.size() == 0 ? null : view(rows.iterator().next());
              return latest != null && latest.value().compareTo(request.value()) == 0
                  ? Uni.createFrom().item(new Recorded(latest, false))
                  : insert(sql, request, latest == null ? 1 : latest.revision() + 1);
            });
  }

  private static Uni<Recorded> insert(Sql sql, IndicatorRequest request, int revision) {
    return sql.query(
            INSERT,
            request.symbol(),
            request.timeframe().name(),
            request.name(),
            utc(request.openTime()),
            revision,
            request.value())
        .map(rows -> new Recorded(view(rows.iterator().next()), true));
  }

  /** The last recorded first; null is any. */
  Uni<IndicatorPage> page(
      Sql sql, String symbol, Timeframe timeframe, String name, Long cursor, int limit) {
    String length = timeframe == null ? null : timeframe.name();
    return sql.query(PAGE, symbol, length, name, cursor, limit + 1)
        .map(
            rows -> {
              List<IndicatorView> values = new ArrayList<>();
              Long last = null;
              Long next = null;
              for (Row row : rows) {
                if (values.size() == limit) {
                  next = last;
                  break;
                }
                last = row.getLong("position");
                values.add(view(row));
              }
              return new IndicatorPage(values, next);
            });
  }

  private static IndicatorView view(Row row) {
    return new IndicatorView(
        row.getString("symbol"),
        Timeframe.valueOf(row.getString("timeframe")),
        row.getString("name"),
        row.getOffsetDateTime("open_time").toInstant(),
        row.getInteger("revision"),
        row.getBigDecimal("value"),
        row.getOffsetDateTime("recorded_at").toInstant());
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
