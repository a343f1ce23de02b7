package io.eafix.signal.indicator;

import io.eafix.signal.bar.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A stored value of a client.
 *
 * @param revision 1 for the first value of its bar, one more for each that differed
 */
public record IndicatorView(
    String symbol,
    Timeframe timeframe,
    String name,
    Instant openTime,
    int revision,
    BigDecimal value,
    Instant recordedAt) {}
