package io.eafix.execution.saga;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** Body of {@code POST /saga/cancel_order}. */
public record CancelOrder(
    @NotBlank @Size(max = 100) String signalId, @Size(max = 500) String reason) {

  String why() {
    return reason == null ? "The saga is compensated" : reason;
  }
}
