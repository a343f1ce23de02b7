package io.eafix.risk.instrument;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;

/** The newest quote seen of a symbol: what positions are valued and converted by. */
@Entity(name = "Mark")
public class Mark extends PanacheEntityBase {

  @Id public String symbol;
  public BigDecimal bid;
  public BigDecimal ask;

  /** On the clock of the market. */
  @Column(name = "quote_time")
  public Instant quoteTime;

  public Quote quote() {
    return new Quote(bid.stripTrailingZeros(), ask.stripTrailingZeros(), quoteTime);
  }
}
