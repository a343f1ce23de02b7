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

/** One version of what an account may do in all. */
@Immutable
@Entity(name = "AccountLimits")
@Table(name = "account_limits")
@IdClass(AccountLimits.Key.class)
public class AccountLimits extends PanacheEntityBase {

  @Id public String account;
  @Id public int version;

  @Embedded public AccountLimitValues values;

  @Column(name = "changed_by")
  public String changedBy;

  public String reason;

  @Column(name = "changed_at")
  public Instant changedAt;

  /** A version. */
  public record Key(String account, int version) {}
}
