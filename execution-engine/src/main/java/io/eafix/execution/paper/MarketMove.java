package io.eafix.execution.paper;

import io.eafix.execution.api.Limits;
import io.eafix.execution.matching.Depth;
import io.eafix.execution.venue.Quote;
import io.eafix.idempotency.problem.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a paper market is told: the bodies of the venue's market endpoints. */
interface MarketMove {
  String symbol();

  /** The quotes that the market goes through, in time order. */
  List<Quote> quotes();

  /** The field that says when the last of them stands. */
  String timeField();

  /** One quote. */
  record OfQuote(
      @NotNull @Pattern(regexp = Limits.SYMBOL) String symbol,
      @NotNull @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION)
          BigDecimal bid,
      @NotNull @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION)
          BigDecimal ask,
      @NotNull Instant time)
      implements MarketMove {
    @Override
    public List<Quote> quotes() {
      return List.of(quote(bid, ask, time));
    }

    @Override
    public String timeField() {
      return "time";
    }
  }

  /** Prices of one side of a bar. */
  record Prices(
      @NotNull @Positive BigDecimal open,
      @NotNull @Positive BigDecimal high,
      @NotNull @Positive BigDecimal low,
      @NotNull @Positive BigDecimal close) {}

  /** One closed bar. */
  record OfBar(
      @NotNull @Pattern(regexp = Limits.SYMBOL) String symbol,
      @NotNull Instant openTime,
      @NotNull Instant closeTime,
      @NotNull @Valid Prices bid,
      @NotNull @Valid Prices ask)
      implements MarketMove {
    private static final int LEGS = 3;

    @Override
    public List<Quote> quotes() {
      if (!closeTime.isAfter(openTime)) {
        throw Problems.badRequest("closeTime", "not after openTime", "a later time");
      }
      Duration leg = Duration.between(openTime, closeTime).dividedBy(LEGS);
      Quote high = quote(bid.high, ask.high, openTime.plus(leg));
      Quote low = quote(bid.low, ask.low, openTime.plus(leg));
      boolean up = bid.close.compareTo(bid.open) >= 0;
      Quote first = up ? low : high;
      Quote second = up ? high : low;
      return List.of(
          quote(bid.open, ask.open, openTime),
          first,
          new Quote(second.bid(), second.ask(), first.time().plus(leg)),
          quote(bid.close, ask.close, closeTime));
    }

    @Override
    public String timeField() {
      return "closeTime";
    }
  }

  /** How deep a market is. */
  record OfDepth(
      @Positive BigDecimal levelQuantity,
      @Min(1) @Max(100) int levels,
      @NotNull @PositiveOrZero BigDecimal step) {
    Depth depth() {
      return new Depth(Optional.ofNullable(levelQuantity), levels, step);
    }
  }

  private static Quote quote(BigDecimal bid, BigDecimal ask, Instant time) {
    if (ask.compareTo(bid) < 0) {
      throw Problems.badRequest("ask", "below the bid", "not below the bid");
    }
    return new Quote(bid, ask, time);
  }
}
