package io.eafix.signal.signals;

import io.eafix.signal.bar.BarRequest;
import io.eafix.signal.bar.Price;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A signal that a client makes itself.
 *
 * @param quantity units of the base currency
 * @param strategy what to file it under; {@code explicit} if absent
 * @param quoteTime when bid and ask were true; now if absent
 * @param validUntil until when it may be traded; the configured time after {@code quoteTime} if
 *     absent
 */
public record SignalRequest(
    @NotNull @Pattern(regexp = NAME) String account,
    @NotNull @Pattern(regexp = BarRequest.SYMBOL) String symbol,
    @NotNull Action action,
    @NotNull @Positive @Digits(integer = 15, fraction = 4) BigDecimal quantity,
    @NotNull @Price BigDecimal bid,
    @NotNull @Price BigDecimal ask,
    @Pattern(regexp = NAME) String strategy,
    Instant quoteTime,
    Instant validUntil) {

  private static final String NAME = "[A-Za-z0-9._-]{1,40}";
}
