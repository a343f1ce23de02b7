package io.eafix.risk.instrument;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A quote that someone has seen.
 *
 * @param time when it was true, on the clock of the market
 */
public record QuoteRequest(
    @NotBlank @Size(max = 16) String symbol,
    @NotNull @Positive @Digits(integer = 9, fraction = 10) BigDecimal bid,
    @NotNull @Positive @Digits(integer = 9, fraction = 10) BigDecimal ask,
    @NotNull Instant time) {

  Quote quote() {
    return new Quote(bid, ask, time);
  }
}
