package io.eafix.signal.strategy;

import io.eafix.signal.bar.Series;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * A strategy on its series.
 *
 * @param quantity of each order, in units of the base currency
 * @param validFor how long a signal may be traded after its bar closed
 */
public record ConfiguredStrategy(
    String name,
    int version,
    Series series,
    String account,
    BigDecimal quantity,
    Duration validFor,
    Strategy rule) {}
