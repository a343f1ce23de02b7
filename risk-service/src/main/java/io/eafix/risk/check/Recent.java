package io.eafix.risk.check;

/**
 * What was decided before.
 *
 * @param duplicate whether the signal has a reservation already
 * @param repeats the same orders of other signals within the symbol's window, approved and not
 *     given back
 * @param orders approved orders of the account within its window, without this one
 */
public record Recent(boolean duplicate, long repeats, long orders) {}
