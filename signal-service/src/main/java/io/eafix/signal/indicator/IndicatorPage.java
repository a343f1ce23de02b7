package io.eafix.signal.indicator;

import java.util.List;

/**
 * Some values, the last recorded first.
 *
 * @param next cursor of the following page, absent on the last
 */
public record IndicatorPage(List<IndicatorView> values, Long next) {}
