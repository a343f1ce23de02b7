package io.eafix.risk.fill;

import io.eafix.risk.account.Accounts;
import io.eafix.risk.fill.Fill.Source;
import io.eafix.risk.position.Positions;
import io.eafix.risk.reservation.Reservation;
import io.eafix.risk.reservation.Reservations;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/**
 * Books executions, in the running transaction, once each: the first teller of an execution changes
 * the position, every further one changes nothing, in whatever order the saga step and the event
 * arrive and however often.
 *
 * <p>A fill is a fact. It is booked whatever the limits say, for accounts and symbols nobody knows,
 * after a cancel and beyond the ordered quantity.
 */
@ApplicationScoped
public class FillBook implements PanacheRepositoryBase<Fill, FillId> {

  private static final Logger LOG = Logger.getLogger(FillBook.class);

  private final Accounts accounts;
  private final Positions positions;
  private final Reservations reservations;
  private final FillMetrics metrics;
  private final Clock clock;

  FillBook(
      Accounts accounts,
      Positions positions,
      Reservations reservations,
      FillMetrics metrics,
      Clock clock) {
    this.accounts = accounts;
    this.positions = positions;
    this.reservations = reservations;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * Books the execution unless it is booked.
   *
   * @return whether it changed anything
   */
  public Uni<Boolean> book(FillReport report, OrderRef order, Source source) {
    return accounts
        .lockOrAdd(report.account())
        .flatMap(locked -> findById(report.id()))
        .flatMap(
            booked ->
                booked == null ? bookFirst(report, order, source) : alreadyBooked(booked, report));
  }

  private Uni<Boolean> bookFirst(FillReport report, OrderRef order, Source source) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Fill fill = Fill.of(report, order, source, now);
    return reservation(order)
        .invoke(reservation -> fill.overfill = overfills(reservation, report))
        .flatMap(
            reservation ->
                positions.apply(
                    report.account(),
                    report.symbol(),
                    report.side(),
                    report.quantity(),
                    report.price(),
                    now))
        .invoke(realised -> fill.realisedPnl = realised)
        .flatMap(realised -> persist(fill))
        .invoke(() -> metrics.booked(fill))
        .replaceWith(true);
  }

  private Uni<Reservation> reservation(OrderRef order) {
    return order.signalId() == null
        ? Uni.createFrom().nullItem()
        : reservations.ofSignal(order.signalId());
  }

  private boolean overfills(Reservation reservation, FillReport report) {
    if (reservation == null) {
      return false;
    }
    boolean over = reservations.fill(reservation, report.quantity());
    if (over) {
      LOG.errorf("%s filled more of signal %s than was ordered", report, reservation.signalId);
    }
    return over;
  }

  private Uni<Boolean> alreadyBooked(Fill booked, FillReport report) {
    metrics.repeated();
    if (!booked.sameAs(report)) {
      LOG.errorf("%s contradicts what was booked under its execution id and is ignored", report);
      metrics.contradicted();
    }
    return Uni.createFrom().item(false);
  }
}
