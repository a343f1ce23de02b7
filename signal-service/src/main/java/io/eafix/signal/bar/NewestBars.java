package io.eafix.signal.bar;

import io.eafix.idempotency.sql.Sql;
import io.eafix.signal.market.MidBar;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** The end of a series. */
public interface NewestBars {

  /** The newest bars of the series at mid prices, oldest first. */
  Uni<List<MidBar>> of(Sql sql, Series series, int limit);
}
