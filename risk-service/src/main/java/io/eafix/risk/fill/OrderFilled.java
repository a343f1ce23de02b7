package io.eafix.risk.fill;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * Payload of {@code io.eafix.order.filled.v1}, as far as it matters here.
 *
 * @param signalId null if the order came from no signal
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record OrderFilled(
    @NotNull String orderId, UUID signalId, String clOrdId, @NotNull @Valid FillReport fill) {

  static final String TYPE = "io.eafix.order.filled.v1";

  OrderRef order() {
    return new OrderRef(orderId, clOrdId, signalId);
  }
}
