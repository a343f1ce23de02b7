package io.eafix.risk.fill;

import java.util.UUID;

/**
 * The order a fill belongs to, as far as the teller knows.
 *
 * @param orderId null if only the signal is known
 * @param clOrdId null if only the signal is known
 * @param signalId null if the order came from no signal
 */
public record OrderRef(String orderId, String clOrdId, UUID signalId) {}
