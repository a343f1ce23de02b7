package io.eafix.risk.reservation;

import io.eafix.idempotency.sql.Transactions;
import io.eafix.risk.check.OrderIntent;
import io.eafix.risk.reservation.Reservation.State;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** Reservations. Everything here happens under the lock of the account. */
@ApplicationScoped
public class Reservations implements PanacheRepositoryBase<Reservation, UUID> {

  private static final String ACCOUNT_OF = "select account from reservation where signal_id = $1";

  private final Transactions transactions;
  private final Clock clock;

  Reservations(Transactions transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The one reservation of a signal, or null. */
  public Uni<Reservation> ofSignal(UUID signalId) {
    return find("signalId", signalId).firstResult();
  }

  /** Whose reservation it is, to lock before it is read; null if there is none. */
  public Uni<String> accountOf(UUID signalId) {
    return transactions
        .sql()
        .flatMap(sql -> sql.query(ACCOUNT_OF, signalId))
        .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString(0));
  }

  public Uni<Reservation> reserve(OrderIntent order, UUID decisionId, Instant now) {
    Reservation reservation = new Reservation();
    reservation.id = UUID.randomUUID();
    reservation.decisionId = decisionId;
    reservation.signalId = order.signalId();
    reservation.account = order.account();
    reservation.symbol = order.symbol();
    reservation.side = order.side();
    reservation.quantity = order.quantity();
    reservation.filled = BigDecimal.ZERO;
    reservation.state = State.ACTIVE;
    reservation.createdAt = now;
    return persist(reservation);
  }

  /**
   * Turns reserved quantity into position.
   *
   * @return whether the venue filled more than was reserved
   */
  public boolean fill(Reservation reservation, BigDecimal quantity) {
    reservation.fill(quantity, clock.instant());
    return reservation.filled.compareTo(reservation.quantity) > 0;
  }

  /** The order is finally done: what it did not use is free again. Does nothing twice. */
  public void settle(Reservation reservation) {
    if (reservation.state == State.ACTIVE) {
      State end = reservation.filled.signum() > 0 ? State.CONSUMED : State.RELEASED;
      reservation.close(end, clock.instant());
    }
  }
}
