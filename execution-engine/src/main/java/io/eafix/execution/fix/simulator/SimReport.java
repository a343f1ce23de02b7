package io.eafix.execution.fix.simulator;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One execution report of the simulator; the last one of an order says where it stands.
 *
 * @param number of the report, and of the execution if it is one; grows by one
 * @param clOrdId by which the order is known after it
 * @param origClOrdId by which it was known before, after a cancel or replace; else null
 * @param lastQty null unless it is a trade
 */
record SimReport(
    long number,
    String venueOrderId,
    String clOrdId,
    String origClOrdId,
    char execType,
    char ordStatus,
    BigDecimal quantity,
    BigDecimal lastQty,
    BigDecimal lastPx,
    BigDecimal cumQty,
    String text,
    Instant time) {

  /** The execution id by which it goes out. */
  String execId() {
    return "X" + number;
  }
}
