package io.eafix.risk.account;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** An account that trades. Its row is the lock of everything that is decided or booked for it. */
@Entity(name = "Account")
public class Account extends PanacheEntityBase {

  @Id public String account;

  /** What its limits and its profit and loss are counted in, ISO 4217. */
  public String currency;

  @Column(name = "created_at", insertable = false, updatable = false)
  public Instant createdAt;
}
