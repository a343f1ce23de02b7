package io.eafix.signal.indicator;

import io.eafix.signal.bar.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * What the service reads from its bars.
 *
 * @param asOf close time of the newest bar
 * @param values by name
 */
public record CurrentView(
    String symbol, Timeframe timeframe, Instant asOf, Map<String, BigDecimal> values) {}
