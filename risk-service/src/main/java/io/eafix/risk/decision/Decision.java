package io.eafix.risk.decision;

import io.eafix.risk.instrument.Quote;
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
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.Immutable;

/** What was decided about an order and why. Never changed. */
@Immutable
@Entity(name = "Decision")
public class Decision extends PanacheEntityBase {

  @Id public UUID id;

  /** Order of decisions, assigned by the database. */
  @Column(insertable = false, updatable = false)
  public Long position;

  @Column(name = "signal_id")
  public UUID signalId;

  public String account;
  public String symbol;

  @Enumerated(EnumType.STRING)
  public Side side;

  public BigDecimal quantity;
  public String strategy;

  @Column(name = "limit_price")
  public BigDecimal limitPrice;

  @Column(name = "stop_loss")
  public BigDecimal stopLoss;

  public BigDecimal bid;
  public BigDecimal ask;

  @Column(name = "quote_time")
  public Instant quoteTime;

  @Column(name = "as_of")
  public Instant asOf;

  @Column(name = "valid_until")
  public Instant validUntil;

  public boolean approved;

  /** {@code {"checks": [...]}}, every check that was made. */
  @ColumnTransformer(read = "cast(checks as text)", write = "cast(cast(? as text) as jsonb)")
  public String checks;

  @Column(name = "decided_at")
  public Instant decidedAt;

  void set(Quote quote) {
    if (quote != null) {
      bid = quote.bid();
      ask = quote.ask();
      quoteTime = quote.time();
    }
  }
}
