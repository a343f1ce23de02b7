package io.eafix.localstack.check;

import java.math.BigDecimal;

/**
 * An order as the venue's own books have it.
 *
 * @param clOrdId the engine's id of it
 * @param position account and symbol, separated by a colon
 * @param net what was executed, negative if sold; in units of the base currency
 */
record VenueOrder(String clOrdId, String position, BigDecimal net) {}
