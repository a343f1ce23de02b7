package io.eafix.risk.instrument;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** One version of what an instrument is. The newest counts; no version is ever changed. */
@Immutable
@Entity(name = "InstrumentVersion")
@Table(name = "instrument_version")
@IdClass(InstrumentVersion.Key.class)
public class InstrumentVersion extends PanacheEntityBase {

  @Id public String symbol;
  @Id public int version;

  @Embedded public InstrumentTerms terms;

  @Column(name = "changed_by")
  public String changedBy;

  public String reason;

  @Column(name = "changed_at")
  public Instant changedAt;

  /** A version. */
  public record Key(String symbol, int version) {}
}
