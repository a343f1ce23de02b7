package io.eafix.risk.participant;

import io.eafix.risk.check.OrderIntent;
import io.eafix.risk.instrument.Quote;
import io.eafix.risk.position.Side;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * An order to be checked. A missing quote is no malformed request: it is refused by its check.
 *
 * @param quantity units of the base currency
 * @param limitPrice in the quote currency; absent if the order takes any price
 * @param stopLoss where its position will be closed at a loss, in the quote currency; the
 *     configured distance counts if it is absent
 * @param asOf what time it is on the clock of the quote's market; if absent it is now, or the
 *     quote's time if its sender's clock is a little ahead
 */
record CheckRiskInput(
    @NotNull UUID signalId,
    @NotBlank @Size(max = 40) String account,
    @NotBlank @Size(max = 16) String symbol,
    @NotNull Side side,
    @NotNull @Positive @Digits(integer = 15, fraction = 4) BigDecimal quantity,
    @Size(max = 40) String strategy,
    @Positive @Digits(integer = 9, fraction = 10) BigDecimal limitPrice,
    @Positive @Digits(integer = 9, fraction = 10) BigDecimal stopLoss,
    @Positive @Digits(integer = 9, fraction = 10) BigDecimal bid,
    @Positive @Digits(integer = 9, fraction = 10) BigDecimal ask,
    Instant quoteTime,
    Instant validUntil,
    Instant asOf) {

  OrderIntent intent(Instant now, Duration tolerance) {
    return new OrderIntent(
        signalId,
        account,
        symbol,
        side,
        quantity,
        strategy,
        limitPrice,
        stopLoss,
        bid == null || ask == null || quoteTime == null ? null : new Quote(bid, ask, quoteTime),
        validUntil,
        asOf == null ? wall(now, tolerance) : asOf);
  }

  private Instant wall(Instant now, Duration tolerance) {
    boolean ahead =
        quoteTime != null && quoteTime.isAfter(now) && !quoteTime.isAfter(now.plus(tolerance));
    return ahead ? quoteTime : now;
  }
}
