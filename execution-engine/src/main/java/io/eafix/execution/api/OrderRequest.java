package io.eafix.execution.api;

import io.eafix.execution.intake.OrderTerms;
import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Body of {@code POST /orders}. */
@Schema(name = "OrderRequest", description = "A new order")
public record OrderRequest(
    @NotBlank @Size(max = 32) @Schema(examples = "DEMO") String account,
    @NotNull @Pattern(regexp = Limits.SYMBOL) @Schema(examples = "EURUSD") String symbol,
    @NotNull Side side,
    @NotNull
        @Positive
        @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION)
        @Schema(description = "In units of the base currency", examples = "10000")
        BigDecimal quantity,
    @NotNull OrderType type,
    @NotNull TimeInForce timeInForce,
    @Positive
        @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION)
        @Schema(description = "Of a limit order")
        BigDecimal limitPrice,
    @Positive
        @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION)
        @Schema(description = "Of a stop order")
        BigDecimal stopPrice,
    @Positive
        @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION)
        @Schema(description = "Best bid the order was decided on", examples = "1.08500")
        BigDecimal bid,
    @Positive
        @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION)
        @Schema(description = "Best ask the order was decided on", examples = "1.08512")
        BigDecimal ask,
    @Schema(description = "When the market stood there; absent means now") Instant quoteTime,
    @Size(min = 1, max = 16) @Schema(description = "Absent means the default venue") String venue) {

  OrderTerms terms(Instant now) {
    return new OrderTerms(
        account,
        symbol,
        side,
        quantity,
        type,
        timeInForce,
        Optional.ofNullable(limitPrice),
        Optional.ofNullable(stopPrice),
        OrderTerms.quote(bid, ask, quoteTime, now),
        Optional.ofNullable(venue));
  }
}
