package io.eafix.signal.signals;

import io.eafix.signal.bar.Series;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads of signals. */
@ApplicationScoped
public class SignalRepository implements PanacheRepositoryBase<Signal, UUID> {

  /** What was made of one bar, by strategy name. */
  Uni<List<Signal>> ofBar(Series series, Instant openTime) {
    return list(
        "symbol = ?1 and timeframe = ?2 and barOpenTime = ?3 order by strategy, strategyVersion",
        series.symbol(),
        series.timeframe(),
        openTime);
  }

  /** Newest first; one more than the limit if there are more. */
  Uni<List<Signal>> page(SignalFilter filter) {
    List<Object> parameters = new ArrayList<>();
    String where = filter.where(parameters);
    return find(where + "order by position desc", parameters.toArray())
        .range(0, filter.limit())
        .list();
  }

  /**
   * Marks the signal so that it is never traded; one that is marked keeps its first reason.
   *
   * @return how many signals changed
   */
  public Uni<Integer> markInvalid(UUID id, String reason) {
    return update(
        "status = ?1, invalidReason = ?2 where id = ?3 and status = ?4",
        Signal.Status.INVALID,
        reason,
        id,
        Signal.Status.VALID);
  }
}
