package io.eafix.risk.limits;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
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

  @Embedded public SymbolLimitValues values;

  @Column(name = "changed_by")
  public String changedBy;

  public String reason;

  @Column(name = "changed_at")
  public Instant changedAt;

  /** A version. */
  public record Key(String account, String symbol, int version) {}
}
