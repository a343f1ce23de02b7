package io.eafix.execution.halt;

import io.eafix.idempotency.problem.Problems;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code PUT /trading-state}.
 *
 * @param cancelOrders with HALTED: also cancel the live orders of the scope
 */
public record TradingStateRequest(
    @NotNull TradingState.Scope scope,
    @Size(min = 1, max = 100)
        @Schema(description = "The account, symbol or strategy; absent for GLOBAL")
        String value,
    @NotNull TradingState.State state,
    @NotBlank @Size(max = 100) @Schema(description = "Who decides") String person,
    @NotBlank @Size(max = 500) String reason,
    Boolean cancelOrders) {

  /**
   * Fills in the value of the global scope.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 if scope and value do not fit
   */
  public TradingStateRequest {
    boolean global = scope == TradingState.Scope.GLOBAL;
    if (global && value == null) {
      value = "*";
    }
    if (scope != null && (value == null || global != "*".equals(value))) {
      throw Problems.badRequest("value", "does not fit the scope", "absent or * only for GLOBAL");
    }
  }

  boolean cancelsOrders() {
    return state == TradingState.State.HALTED && Boolean.TRUE.equals(cancelOrders);
  }
}
