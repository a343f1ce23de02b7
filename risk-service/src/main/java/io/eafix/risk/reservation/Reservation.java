package io.eafix.risk.reservation;

import io.eafix.risk.position.Side;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * Room under the limits, held for an approved order from the decision until the order is finally
 * done. It becomes position fill by fill. No clock releases it.
 */
@Entity(name = "Reservation")
public class Reservation extends PanacheEntityBase {

  @Id public UUID id;

  @Column(name = "decision_id")
  public UUID decisionId;

  @Column(name = "signal_id")
  public UUID signalId;

  public String account;
  public String symbol;

  @Enumerated(EnumType.STRING)
  public Side side;

  /** What was reserved, in units of the base currency. */
  public BigDecimal quantity;

  /** What has become position; more than reserved if the venue overfilled. */
  public BigDecimal filled;

  @Enumerated(EnumType.STRING)
  public State state;

  @Column(name = "created_at")
  public Instant createdAt;

  @Column(name = "closed_at")
  public Instant closedAt;

  /** How a reservation stands. */
  public enum State {
    /** The order may still be filled: what is not filled counts as pending. */
    ACTIVE,
    /** The order is done and was filled at least in part; nothing is pending. */
    CONSUMED,
    /** The order is done, or was never sent; nothing is pending. */
    RELEASED
  }

  /** What may still be filled. */
  public BigDecimal open() {
    return state == State.ACTIVE ? quantity.subtract(filled).max(BigDecimal.ZERO) : BigDecimal.ZERO;
  }

  void fill(BigDecimal more, Instant now) {
    filled = filled.add(more);
    if (state == State.ACTIVE && filled.compareTo(quantity) >= 0) {
      close(State.CONSUMED, now);
    }
  }

  void close(State end, Instant now) {
    state = end;
    closedAt = now;
  }
}
