package io.eafix.risk.limits;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/**
 * What an account may do in a symbol.
 *
 * @param orderQuantityMax the largest order, in units of the base currency
 * @param orderNotionalMax the largest order, in the account's currency
 * @param positionMax the largest position either way, pending orders counted, in units of the base
 *     currency
 * @param spreadMax the widest spread that is traded on, in the quote currency
 * @param quoteAgeMaxMs the oldest quote that is traded on, in milliseconds of market time
 * @param priceCollarBps how far a limit price may be from the mid, in hundredths of a percent of it
 * @param marginRate what part of a position's notional is margin: 0.02 is a leverage of 50
 * @param stopDistance how far an order without a stop is taken to run against the account, in the
 *     quote currency
 * @param repeatWindowMs within which the same order again is a mistake, in milliseconds of market
 *     time; 0 if every order is meant
 * @param session the configured trading hours
 */
@Embeddable
public record SymbolLimitValues(
    @NotNull
        @PositiveOrZero
        @Digits(integer = 16, fraction = 4)
        @Column(name = "order_quantity_max")
        BigDecimal orderQuantityMax,
    @NotNull
        @PositiveOrZero
        @Digits(integer = 16, fraction = 4)
        @Column(name = "order_notional_max")
        BigDecimal orderNotionalMax,
    @NotNull @PositiveOrZero @Digits(integer = 16, fraction = 4) @Column(name = "position_max")
        BigDecimal positionMax,
    @NotNull @PositiveOrZero @Digits(integer = 9, fraction = 10) @Column(name = "spread_max")
        BigDecimal spreadMax,
    @NotNull @PositiveOrZero @Max(AccountLimitValues.AGE_MS_MAX) @Column(name = "quote_age_max_ms")
        Long quoteAgeMaxMs,
    @NotNull @PositiveOrZero @Digits(integer = 7, fraction = 4) @Column(name = "price_collar_bps")
        BigDecimal priceCollarBps,
    @NotNull
        @PositiveOrZero
        @DecimalMax("1")
        @Digits(integer = 1, fraction = 8)
        @Column(name = "margin_rate")
        BigDecimal marginRate,
    @NotNull @PositiveOrZero @Digits(integer = 9, fraction = 10) @Column(name = "stop_distance")
        BigDecimal stopDistance,
    @NotNull
        @PositiveOrZero
        @Max(AccountLimitValues.WINDOW_MS_MAX)
        @Column(name = "repeat_window_ms")
        Long repeatWindowMs,
    @NotBlank @Size(max = 40) String session) {}
