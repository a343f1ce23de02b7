package io.eafix.risk.position;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.math.BigDecimal;
import java.time.Instant;

/** The stored {@link Holding} of an account in a symbol. Changed only under the account's lock. */
@Entity(name = "Position")
@IdClass(PositionId.class)
public class Position extends PanacheEntityBase {

  @Id public String account;
  @Id public String symbol;

  public BigDecimal quantity;

  @Column(name = "open_cost")
  public BigDecimal openCost;

  @Column(name = "realised_pnl")
  public BigDecimal realisedPnl;

  /** How many fills made it. */
  public long fills;

  @Column(name = "updated_at")
  public Instant updatedAt;

  static Position flat(String account, String symbol) {
    Position position = new Position();
    position.account = account;
    position.symbol = symbol;
    position.set(Holding.NONE);
    return position;
  }

  public Holding holding() {
    return new Holding(quantity, openCost, realisedPnl);
  }

  void set(Holding holding) {
    quantity = holding.quantity();
    openCost = holding.openCost();
    realisedPnl = holding.realisedPnl();
  }
}
