package io.eafix.risk.instrument;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/**
 * What can be traded, and in which steps: the newest {@link InstrumentVersion}. A change locks it.
 */
@Entity(name = "Instrument")
public class Instrument extends PanacheEntityBase {

  @Id public String symbol;

  @Column(name = "base_currency")
  public String baseCurrency;

  @Column(name = "quote_currency")
  public String quoteCurrency;

  /** The smallest step of a price, in the quote currency. */
  @Column(name = "tick_size")
  public BigDecimal tickSize;

  /** The smallest order, in units of the base currency. */
  @Column(name = "quantity_min")
  public BigDecimal quantityMin;

  /** Orders are whole multiples of it, in units of the base currency. */
  @Column(name = "quantity_step")
  public BigDecimal quantityStep;

  void set(InstrumentTerms terms) {
    baseCurrency = terms.baseCurrency();
    quoteCurrency = terms.quoteCurrency();
    tickSize = terms.tickSize();
    quantityMin = terms.quantityMin();
    quantityStep = terms.quantityStep();
  }
}
