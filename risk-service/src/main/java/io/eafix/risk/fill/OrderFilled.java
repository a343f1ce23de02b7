package io.eafix.risk.fill;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * Payload of {@code io.eafix.order.filled.v1}, as far as it matters here.
 *
 * @param signalId of the signal the order came from; anything that is no id of ours came from none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record OrderFilled(
    @NotNull String orderId, String signalId, String clOrdId, @NotNull @Valid FillReport fill) {

  static final String TYPE = "io.eafix.order.filled.v1";

  OrderRef order() {
    return OrderRef.of(orderId, clOrdId, signalId);
  }
}
