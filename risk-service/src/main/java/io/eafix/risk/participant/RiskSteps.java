package io.eafix.risk.participant;

import io.eafix.risk.account.Accounts;
import io.eafix.risk.fill.Fill;
import io.eafix.risk.fill.FillBook;
import io.eafix.risk.fill.OrderRef;
import io.eafix.risk.position.PositionId;
import io.eafix.risk.position.Positions;
import io.eafix.risk.reservation.Reservations;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** What the trading saga asks of reservations and positions, in the running transaction. */
@ApplicationScoped
class RiskSteps {

  private final Accounts accounts;
  private final Reservations reservations;
  private final FillBook fills;
  private final Positions positions;

  RiskSteps(Accounts accounts, Reservations reservations, FillBook fills, Positions positions) {
    this.accounts = accounts;
    this.reservations = reservations;
    this.fills = fills;
    this.positions = positions;
  }

  /**
   * Gives the signal's reservation back. The saga undoes its steps in reverse, so the order was
   * cancelled for sure, or never sent, before this is called: nothing can use the room any more.
   */
  Uni<Released> release(UUID signalId) {
    return settle(signalId);
  }

  /**
   * Books what is not booked yet and closes the reservation: the order is done, so what was
   * reserved and not filled is free.
   */
  Uni<RecordedFills> record(UpdateRecordsInput input) {
    OrderRef order = input.order();
    return Multi.createFrom()
        .iterable(input.fills())
        .onItem()
        .transformToUniAndConcatenate(fill -> fills.book(fill, order, Fill.Source.SAGA))
        .collect()
        .asList()
        .call(booked -> order.signalId() == null ? nothing() : settle(order.signalId()))
        .flatMap(booked -> positions(input));
  }

  private static Uni<?> nothing() {
    return Uni.createFrom().voidItem();
  }

  private Uni<Released> settle(UUID signalId) {
    return reservations
        .accountOf(signalId)
        .flatMap(
            account ->
                account == null
                    ? Uni.createFrom().item(new Released(signalId, null))
                    : accounts
                        .lock(account)
                        .flatMap(locked -> reservations.ofSignal(signalId))
                        .invoke(reservations::settle)
                        .map(reservation -> new Released(signalId, reservation.state)));
  }

  private Uni<RecordedFills> positions(UpdateRecordsInput input) {
    return Multi.createFrom()
        .iterable(
            input.fills().stream()
                .map(fill -> new PositionId(fill.account(), fill.symbol()))
                .distinct()
                .toList())
        .onItem()
        .transformToUniAndConcatenate(positions::view)
        .collect()
        .asList()
        .map(RecordedFills::new);
  }
}
