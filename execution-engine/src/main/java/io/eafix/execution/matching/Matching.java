package io.eafix.execution.matching;

import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.venue.Quote;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules by which the paper venue and the FIX simulator match. Pure and deterministic: the same
 * order against the same quote and depth makes the same trades, so that a replay of a market gives
 * the same position.
 */
public final class Matching {
  private Matching() {}

  /** What the rules look at. {@code open} is what is left of the order. */
  public record Terms(
      Side side,
      OrderType type,
      TimeInForce timeInForce,
      BigDecimal open,
      Optional<BigDecimal> limit,
      Optional<BigDecimal> stop) {}

  /** The trades, and whether what is left stays in the book. */
  public record Match(List<Trade> trades, boolean rests) {
    private static Match nothing(boolean rests) {
      return new Match(List.of(), rests);
    }
  }

  /** Matches an order that arrives, or one that rests when the quote moves. */
  public static Match match(Terms order, Quote quote, Depth depth) {
    BigDecimal touch = quote.farTouch(order.side());
    boolean mayRest = !order.timeInForce().immediate() && order.type() != OrderType.MARKET;
    if (order.stop().isPresent() && worse(order.side(), order.stop().get(), touch)) {
      return Match.nothing(mayRest);
    }
    List<Trade> trades = sweep(order, touch, depth);
    BigDecimal traded =
        trades.stream().map(Trade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    boolean all = traded.compareTo(order.open()) == 0;
    if (order.timeInForce() == TimeInForce.FOK && !all) {
      return Match.nothing(false);
    }
    // A triggered stop is a market order: what the book cannot give at once is cancelled.
    return new Match(trades, !all && mayRest && order.type() == OrderType.LIMIT);
  }

  private static List<Trade> sweep(Terms order, BigDecimal touch, Depth depth) {
    List<Trade> trades = new ArrayList<>();
    BigDecimal left = order.open();
    BigDecimal price = touch;
    for (int level = 0; level < depth.levels() && left.signum() > 0; level++) {
      if (price.signum() <= 0 || beyond(order, price)) {
        break;
      }
      BigDecimal quantity = depth.quantity().map(left::min).orElse(left);
      trades.add(new Trade(quantity, price));
      left = left.subtract(quantity);
      price = order.side() == Side.BUY ? price.add(depth.step()) : price.subtract(depth.step());
    }
    return trades;
  }

  private static boolean beyond(Terms order, BigDecimal price) {
    return order.limit().isPresent() && worse(order.side(), price, order.limit().get());
  }

  /** True if {@code price} costs {@code side} more than {@code bound}. */
  private static boolean worse(Side side, BigDecimal price, BigDecimal bound) {
    int order = price.compareTo(bound);
    return side == Side.BUY ? order > 0 : order < 0;
  }
}
