package io.eafix.signal.market;

import io.eafix.signal.bar.Series;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Windows kept between bars, so that a bar does not read hundreds of rows.
 *
 * <p>A cached window is only used if the series' row, locked by the asking transaction, still
 * carries the stamp the window was stored with. So it may be stored before its transaction commits:
 * if that rolls back, or another replica writes the series, the stamps differ and the window is
 * read from Postgres again. At most one window for each configured series is kept.
 */
@ApplicationScoped
public class WindowCache {

  private record Entry(UUID stamp, Window window) {}

  private final Map<Series, Entry> entries = new ConcurrentHashMap<>();

  /** The window of the series, if it is the one that the transaction with this stamp left. */
  public Optional<Window> find(Series series, UUID stamp) {
    Entry entry = entries.get(series);
    return entry != null && entry.stamp.equals(stamp)
        ? Optional.of(entry.window)
        : Optional.empty();
  }

  /**
   * @param stamp what the running transaction wrote to the series' row
   */
  public void put(Series series, UUID stamp, Window window) {
    entries.put(series, new Entry(stamp, window));
  }
}
