package io.eafix.risk.limits;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** One version of what an account may do in a symbol. A symbol without limits is not traded. */
@Immutable
@Entity(name = "SymbolLimits")
@Table(name = "symbol_limits")
@IdClass(SymbolLimits.Key.class)
public class SymbolLimits extends PanacheEntityBase {

  @Id public String account;
  @Id public String symbol;
  @Id public int version;

  /** The largest order, in units of the base currency. */
  @Column(name = "order_quantity_max")
  public BigDecimal orderQuantityMax;

  /** The largest position either way, pending orders counted, in units of the base currency. */
  @Column(name = "position_max")
  public BigDecimal positionMax;

  /** The widest spread that is traded on, in the quote currency. */
  @Column(name = "spread_max")
  public BigDecimal spreadMax;

  /** The oldest quote that is traded on, in milliseconds of market time. */
  @Column(name = "quote_age_max_ms")
  public long quoteAgeMaxMs;

  @Column(name = "changed_by")
  public String changedBy;

  public String reason;

  @Column(name = "changed_at")
  public Instant changedAt;

  /** A version. */
  public record Key(String account, String symbol, int version) {}
}
