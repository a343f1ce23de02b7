package io.eafix.execution.saga;

import io.eafix.execution.api.Limits;
import io.eafix.execution.intake.OrderTerms;
import io.eafix.execution.intake.Origin;
import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import io.eafix.idempotency.problem.Problems;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Body of {@code POST /saga/execute_order}: the order that a signal leads to.
 *
 * @param validUntil when the signal expires, on the wall clock; absent if it does not, as for a
 *     signal of history
 */
public record ExecuteOrder(
    @NotBlank @Size(max = 100) String signalId,
    @Size(max = 100) String reservationId,
    @Size(max = 100) String strategy,
    @NotBlank @Size(max = 32) String account,
    @NotNull @Pattern(regexp = Limits.SYMBOL) String symbol,
    @NotNull Side side,
    @NotNull @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION)
        BigDecimal quantity,
    @NotNull OrderType orderType,
    @NotNull TimeInForce timeInForce,
    @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION) BigDecimal limitPrice,
    @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION) BigDecimal stopPrice,
    @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION) BigDecimal bid,
    @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION) BigDecimal ask,
    Instant quoteTime,
    Instant validUntil,
    @Size(min = 1, max = 16) String venue) {

  OrderTerms terms(Instant now) {
    return new OrderTerms(
        account,
        symbol,
        side,
        quantity,
        orderType,
        timeInForce,
        Optional.ofNullable(limitPrice),
        Optional.ofNullable(stopPrice),
        OrderTerms.quote(bid, ask, quoteTime, now),
        Optional.ofNullable(venue));
  }

  /**
   * Refuses what waited too long on its way here.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 422
   */
  void requireInTime(Instant now) {
    if (validUntil != null && now.isAfter(validUntil)) {
      throw Problems.unprocessable(
          "signal-expired",
          "The signal has expired",
          "it was valid until " + validUntil + " and now is " + now);
    }
  }

  Origin origin() {
    return new Origin(
        Optional.of(signalId), Optional.ofNullable(reservationId), Optional.ofNullable(strategy));
  }
}
