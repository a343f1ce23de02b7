package io.eafix.risk.instrument;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;

/**
 * What an instrument is and in which steps it is ordered.
 *
 * @param baseCurrency what is bought and sold, ISO 4217
 * @param quoteCurrency what it is paid in, ISO 4217
 * @param tickSize the smallest step of a price, in the quote currency
 * @param quantityMin the smallest order, in units of the base currency
 * @param quantityStep orders are whole multiples of it, in units of the base currency
 */
@Embeddable
public record InstrumentTerms(
    @NotNull @Pattern(regexp = CURRENCY) @Column(name = "base_currency") String baseCurrency,
    @NotNull @Pattern(regexp = CURRENCY) @Column(name = "quote_currency") String quoteCurrency,
    @NotNull @Positive @Digits(integer = 9, fraction = 10) @Column(name = "tick_size")
        BigDecimal tickSize,
    @NotNull @Positive @Digits(integer = 15, fraction = 4) @Column(name = "quantity_min")
        BigDecimal quantityMin,
    @NotNull @Positive @Digits(integer = 15, fraction = 4) @Column(name = "quantity_step")
        BigDecimal quantityStep) {

  private static final String CURRENCY = "[A-Z]{3}";
}
