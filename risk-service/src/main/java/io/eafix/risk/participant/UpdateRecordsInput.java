package io.eafix.risk.participant;

import io.eafix.risk.fill.FillReport;
import io.eafix.risk.fill.OrderRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * The executions of an order that is finally done.
 *
 * @param signalId as of the event of a fill: what is no id of ours is no signal, and the fills are
 *     recorded nevertheless
 */
record UpdateRecordsInput(
    String signalId,
    String reservationId,
    @NotNull @Size(max = 4000) List<@NotNull @Valid FillReport> fills) {

  OrderRef order() {
    return OrderRef.of(null, null, signalId);
  }
}
