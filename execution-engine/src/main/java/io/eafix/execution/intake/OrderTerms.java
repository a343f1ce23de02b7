package io.eafix.execution.intake;

import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.venue.Quote;
import io.eafix.idempotency.problem.Problems;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * What a client asks for, checked. Prices belong to their type: a limit order has a limit price, a
 * stop order a stop price, and no other order has either.
 */
public record OrderTerms(
    String account,
    String symbol,
    Side side,
    BigDecimal quantity,
    OrderType type,
    TimeInForce timeInForce,
    Optional<BigDecimal> limitPrice,
    Optional<BigDecimal> stopPrice,
    Optional<Quote> quote,
    Optional<String> venue) {

  /**
   * Checks what one field alone cannot tell.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 naming the field
   */
  public OrderTerms {
    priced("limitPrice", limitPrice, type == OrderType.LIMIT);
    priced("stopPrice", stopPrice, type == OrderType.STOP);
    if (type == OrderType.STOP && timeInForce.immediate()) {
      throw Problems.badRequest(
          "timeInForce", "a stop order waits for its price", "GTC or DAY for a stop order");
    }
    if (type == OrderType.MARKET && !timeInForce.immediate()) {
      throw Problems.badRequest(
          "timeInForce", "a market order does not rest", "IOC or FOK for a market order");
    }
  }

  /**
   * A quote of its three parts.
   *
   * @param time absent means {@code otherwise}
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 if only one price is there or they
   *     cross
   */
  public static Optional<Quote> quote(
      BigDecimal bid, BigDecimal ask, Instant time, Instant otherwise) {
    if (bid == null && ask == null) {
      return Optional.empty();
    }
    if (bid == null || ask == null || ask.compareTo(bid) < 0) {
      throw Problems.badRequest(
          "bid", "bid and ask are no quote", "both or neither, and bid not above ask");
    }
    return Optional.of(new Quote(bid, ask, time == null ? otherwise : time));
  }

  private static void priced(String field, Optional<BigDecimal> price, boolean wanted) {
    if (price.isPresent() != wanted) {
      throw Problems.badRequest(
          field, wanted ? "missing" : "not for this type", wanted ? "a positive price" : "absent");
    }
  }
}
