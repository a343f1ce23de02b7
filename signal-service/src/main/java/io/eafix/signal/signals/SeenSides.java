package io.eafix.signal.signals;

import io.eafix.idempotency.sql.Sql;
import io.eafix.signal.bar.Bar;
import io.eafix.signal.strategy.ConfiguredStrategy;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.Optional;

/** Where strategies saw their markets when the bars were new, whatever the bars say today. */
@ApplicationScoped
class SeenSides {

  private static final String BEFORE =
      """
      select side from signal
      where strategy = $1 and strategy_version = $2 and symbol = $3 and timeframe = $4
        and bar_open_time = (
          select max(open_time) from bar
          where symbol = $3 and timeframe = $4 and open_time < $5)""";

  /**
   * What the strategy saw on the bar before this one; empty if that is not known, as for a version
   * that did not judge it: it was not there, or was switched off.
   */
  Uni<Optional<Integer>> before(Sql sql, ConfiguredStrategy strategy, Bar bar) {
    return sql.query(
            BEFORE,
            strategy.name(),
            strategy.version(),
            bar.series().symbol(),
            bar.series().timeframe().name(),
            bar.openTime().atOffset(ZoneOffset.UTC))
        .map(
            rows -> {
              for (Row row : rows) {
                return Optional.ofNullable(row.getInteger("side"));
              }
              return Optional.empty();
            });
  }
}
