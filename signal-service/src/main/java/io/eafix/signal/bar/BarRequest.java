package io.eafix.signal.bar;

import io.eafix.idempotency.problem.Problems;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.Instant;

/**
 * A bar as a client sends it.
 *
 * @param symbol upper case, e.g. {@code EURUSD}
 * @param openTime when the bar began, a whole multiple of the timeframe
 */
public record BarRequest(
    @NotNull @Pattern(regexp = SYMBOL, message = "must be 3 to 16 upper-case letters or digits")
        String symbol,
    @NotNull Timeframe timeframe,
    @NotNull Instant openTime,
    @NotNull @Valid Ohlc bid,
    @NotNull @Valid Ohlc ask) {

  /** What a symbol looks like. */
  public static final String SYMBOL = "[A-Z0-9]{3,16}";

  /**
   * The bar this request describes.
   *
   * @param now the time on the wall
   * @param tolerance how far the sender's clock may run ahead of ours
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for a bar that cannot be, 422 for one
   *     that is not over yet
   */
  Bar toBar(Instant now, Duration tolerance) {
    if (!timeframe.isOpenTime(openTime)) {
      throw Problems.badRequest(
          "openTime", openTime + " is not the start of a bar", "a multiple of " + timeframe);
    }
    requireOrdered("bid", bid);
    requireOrdered("ask", ask);
    Bar bar = new Bar(new Series(symbol, timeframe), openTime, bid, ask);
    if (bar.closeTime().isAfter(now.plus(tolerance))) {
      throw Problems.unprocessable(
          "bar-not-closed",
          "The bar is not closed yet",
          "the bar closes at " + bar.closeTime() + "; only closed bars are taken");
    }
    return bar;
  }

  private static void requireOrdered(String side, Ohlc prices) {
    if (!prices.isOrdered()) {
      throw Problems.badRequest(
          side, "high or low does not enclose open and close", "low <= open, close <= high");
    }
  }
}
