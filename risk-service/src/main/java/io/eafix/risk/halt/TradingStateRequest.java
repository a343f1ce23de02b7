package io.eafix.risk.halt;

import io.eafix.idempotency.problem.Problems;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code PUT /trading-state}. Whoever stops trading and whoever lets it go on is named.
 *
 * @param expectedVersion the version that the person has seen; null if the change is meant whatever
 *     others have done, as a halt is
 * @param cancelOrders with HALTED: also cancel the live orders of the scope; null is false
 */
public record TradingStateRequest(
    @NotNull TradingState.Scope scope,
    @Size(min = 1, max = 100)
        @Schema(description = "The account, symbol or strategy; absent for GLOBAL")
        String value,
    @NotNull TradingState.State state,
    @NotBlank @Size(max = 100) @Schema(description = "Who decides") String person,
    @NotBlank @Size(max = 500) String reason,
    @PositiveOrZero
        @Schema(description = "Refused with 409 if the setting has another version by now")
        Long expectedVersion,
    @Schema(description = "With HALTED: also cancel the open orders of the scope")
        Boolean cancelOrders) {

  /**
   * This request with the value that the global scope has. Not done on construction, where the JSON
   * reader would hide which field is at fault.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 if scope and value do not fit, or
   *     orders shall be cancelled by what is no halt
   */
  TradingStateRequest scoped() {
    if (cancelsOrders() && state != TradingState.State.HALTED) {
      throw Problems.badRequest("cancelOrders", "does not fit the state", "true only with HALTED");
    }
    boolean global = scope == TradingState.Scope.GLOBAL;
    if (global && value == null) {
      return new TradingStateRequest(
          scope, TradingState.EVERYTHING, state, person, reason, expectedVersion, cancelOrders);
    }
    if (value == null || global != TradingState.EVERYTHING.equals(value)) {
      throw Problems.badRequest("value", "does not fit the scope", "absent or * only for GLOBAL");
    }
    return this;
  }

  boolean cancelsOrders() {
    return Boolean.TRUE.equals(cancelOrders);
  }
}
