package io.eafix.risk.position;

import io.eafix.idempotency.outbox.OutboxEvent;
import io.eafix.idempotency.outbox.OutboxWriter;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;

/** Positions. They change under the lock of their account only. */
@ApplicationScoped
public class Positions implements PanacheRepositoryBase<Position, PositionId> {

  private static final String TOPIC = "trading.positions.updated";

  private final OutboxWriter outbox;

  Positions(OutboxWriter outbox) {
    this.outbox = outbox;
  }

  /**
   * Applies a fill and tells the world.
   *
   * @return what it realised, in the quote currency
   */
  public Uni<BigDecimal> apply(
      String account,
      String symbol,
      Side side,
      BigDecimal quantity,
      BigDecimal price,
      Instant now) {
    return findById(new PositionId(account, symbol))
        .onItem()
        .ifNull()
        .switchTo(() -> Uni.createFrom().item(Position.flat(account, symbol)))
        .flatMap(
            position -> {
              BigDecimal before = position.realisedPnl;
              position.set(position.holding().apply(side, quantity, price));
              position.fills++;
              position.updatedAt = now;
              return persist(position)
                  .flatMap(persisted -> outbox.write(event(position)))
                  .replaceWith(position.realisedPnl.subtract(before));
            });
  }

  /** The position as it is in the running transaction; it must exist. */
  public Uni<PositionView> view(PositionId id) {
    return findById(id).map(PositionView::of);
  }

  private static OutboxEvent event(Position position) {
    return OutboxEvent.builder()
        .topic(TOPIC)
        .type("io.eafix.position.updated.v1")
        .aggregateType("position")
        .aggregateId(position.account + ":" + position.symbol)
        .payload(PositionView.of(position))
        .build();
  }
}
