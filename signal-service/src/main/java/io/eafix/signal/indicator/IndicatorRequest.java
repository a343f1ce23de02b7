package io.eafix.signal.indicator;

import io.eafix.signal.bar.BarRequest;
import io.eafix.signal.bar.Timeframe;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A value that a client computed itself.
 *
 * @param name what it is, in the client's words, e.g. {@code vwap-30}
 * @param openTime of the bar it belongs to
 */
public record IndicatorRequest(
    @NotNull @Pattern(regexp = BarRequest.SYMBOL) String symbol,
    @NotNull Timeframe timeframe,
    @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,60}") String name,
    @NotNull Instant openTime,
    @NotNull @Digits(integer = 15, fraction = 10) BigDecimal value) {}
