package io.eafix.risk.limits;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;

/**
 * What an account may do in all. Amounts are in its currency.
 *
 * @param grossNotionalMax the largest sum of positions, pending orders on the worst side
 * @param currencyExposureMax the largest net exposure to any one other currency, pending orders on
 *     the worst side
 * @param capital what it trades with: with its profit and loss it is what margin is taken from
 * @param dailyLossMax the largest loss of a trading day after which it may still take positions
 * @param riskPerTradeMax the most that one order may lose down to its stop
 * @param ordersMax the most orders approved within the window
 * @param ordersWindowMs milliseconds of market time
 * @param markAgeMaxMs the oldest quote that amounts are converted and positions valued by,
 *     milliseconds of market time
 */
@Embeddable
public record AccountLimitValues(
    @NotNull
        @PositiveOrZero
        @Digits(integer = 16, fraction = 4)
        @Column(name = "gross_notional_max")
        BigDecimal grossNotionalMax,
    @NotNull
        @PositiveOrZero
        @Digits(integer = 16, fraction = 4)
        @Column(name = "currency_exposure_max")
        BigDecimal currencyExposureMax,
    @NotNull @PositiveOrZero @Digits(integer = 16, fraction = 4) BigDecimal capital,
    @NotNull @PositiveOrZero @Digits(integer = 16, fraction = 4) @Column(name = "daily_loss_max")
        BigDecimal dailyLossMax,
    @NotNull
        @PositiveOrZero
        @Digits(integer = 16, fraction = 4)
        @Column(name = "risk_per_trade_max")
        BigDecimal riskPerTradeMax,
    @NotNull @PositiveOrZero @Max(1_000_000) @Column(name = "orders_max") Integer ordersMax,
    @NotNull @Positive @Max(WINDOW_MS_MAX) @Column(name = "orders_window_ms") Long ordersWindowMs,
    @NotNull @PositiveOrZero @Max(AGE_MS_MAX) @Column(name = "mark_age_max_ms") Long markAgeMaxMs) {

  /** A day: longer windows would count many rows in every decision. */
  static final long WINDOW_MS_MAX = 86_400_000L;

  /** Ten years: older quotes are no quotes. */
  static final long AGE_MS_MAX = 315_360_000_000L;
}
