package io.eafix.execution.halt;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;

/**
 * Payload of {@code io.eafix.risk.trading-state.v1}: one change of the risk service's kill switch.
 *
 * @param state as a text, so that one that is not known here can be told from no message at all
 * @param version counts the changes of this setting in the risk service
 * @param cancelOrders with HALTED: cancel the live orders of the scope
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RiskStateChanged(
    @NotNull TradingState.Scope scope,
    @NotBlank @Size(max = 100) String value,
    @NotBlank String state,
    @Positive long version,
    @NotBlank @Size(max = 100) String person,
    @NotBlank @Size(max = 500) String reason,
    @NotNull Instant changedAt,
    boolean cancelOrders) {
  static final String TYPE = "io.eafix.risk.trading-state.v1";

  /** What it means here; a state that this engine does not know stops everything. */
  TradingState.State effective() {
    return Arrays.stream(TradingState.State.values())
        .filter(known -> known.name().equals(state))
        .findFirst()
        .orElse(TradingState.State.HALTED);
  }

  boolean cancelsOrders() {
    return cancelOrders && effective() == TradingState.State.HALTED;
  }
}
