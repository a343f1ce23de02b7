package io.eafix.signal.signals;

import java.util.Map;

/**
 * Totals of everything stored.
 *
 * @param bars distinct bars, corrections not counted
 * @param signals by action; every action is there
 * @param unstartedSagas signals whose saga the orchestrator has not accepted yet
 * @param refusedSagas signals whose saga the orchestrator refused for good
 */
public record SignalStats(
    long bars, Map<Action, Long> signals, long unstartedSagas, long refusedSagas) {}
