package io.eafix.localstack.check;

import java.math.BigDecimal;
import java.util.Map;

/**
 * What was traded, as the databases say it; positions and fills as net quantities by {@code
 * account:symbol}, in units of the base currency.
 *
 * @param bars distinct bars recorded
 * @param signals by action
 * @param sagas by state
 * @param completedSignals signals whose saga completed
 * @param completedTradedOnce of those, the ones with one filled order and one order at the venue
 * @param orders orders of the engine
 * @param fills executions booked by the engine
 * @param venueOrders orders in the venue's own ledger
 * @param venueDuplicates venue orders beyond the first of a client order id
 * @param venueUnexplained venue orders that the engine never asked for
 * @param openReservations reservations that still hold a limit
 * @param venueNet executions in the venue's ledger, summed
 * @param engineNet fills the engine booked, summed
 * @param riskNet fills the risk service applied, summed
 * @param positions what the risk service says the position is
 */
public record TradeFigures(
    long bars,
    Map<String, Long> signals,
    Map<String, Long> sagas,
    long completedSignals,
    long completedTradedOnce,
    long orders,
    long fills,
    long venueOrders,
    long venueDuplicates,
    long venueUnexplained,
    long openReservations,
    Map<String, BigDecimal> venueNet,
    Map<String, BigDecimal> engineNet,
    Map<String, BigDecimal> riskNet,
    Map<String, BigDecimal> positions) {

  /** Signals that ask for a trade. */
  public long tradeSignals() {
    return signals.getOrDefault("BUY", 0L) + signals.getOrDefault("SELL", 0L);
  }

  public long sagasIn(String state) {
    return sagas.getOrDefault(state, 0L);
  }

  public long allSagas() {
    return sagas.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Sagas that neither completed nor were compensated. */
  public long otherSagas() {
    return allSagas() - sagasIn("COMPLETED") - sagasIn("COMPENSATED");
  }
}
