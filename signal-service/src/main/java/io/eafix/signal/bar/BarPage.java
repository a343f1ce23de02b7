package io.eafix.signal.bar;

import java.time.Instant;
import java.util.List;

/**
 * Some bars of a series, newest first.
 *
 * @param next {@code before} of the following page, absent on the last
 */
public record BarPage(List<BarView> bars, Instant next) {}
