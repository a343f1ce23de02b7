package io.eafix.risk.position;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What is held of one symbol, at average cost.
 *
 * <p>Quantity and open cost carry the sign of the position. Nothing is ever lost to rounding: after
 * any fills, {@code realisedPnl - openCost} is exactly the cash they moved, and a flat holding has
 * no open cost. Rounding only decides, when a position is closed in part, how much of its cost goes
 * with the part.
 *
 * @param quantity units of the base currency, negative when short
 * @param openCost what the open quantity cost, in the quote currency, same sign as the quantity
 * @param realisedPnl profit and loss of all that was closed, in the quote currency
 */
public record Holding(BigDecimal quantity, BigDecimal openCost, BigDecimal realisedPnl) {

  /** Nothing was ever held. */
  public static final Holding NONE = new Holding(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  /** Decimals of a cost or an average price that does not come out even. */
  public static final int SCALE = 10;

  /**
   * The holding after a fill.
   *
   * @param filled positive
   * @param price positive
   */
  public Holding apply(Side side, BigDecimal filled, BigDecimal price) {
    BigDecimal change = side.signed(filled);
    if (quantity.signum() == 0 || quantity.signum() == change.signum()) {
      return new Holding(quantity.add(change), openCost.add(change.multiply(price)), realisedPnl);
    }
    BigDecimal closed = change.abs().compareTo(quantity.abs()) >= 0 ? quantity : change.negate();
    BigDecimal cost = costOf(closed);
    BigDecimal opened = change.add(closed);
    return new Holding(
        quantity.add(change),
        openCost.subtract(cost).add(opened.multiply(price)),
        realisedPnl.add(closed.multiply(price).subtract(cost)));
  }

  /** Mean price of what is open, rounded half to even; null when flat. */
  public BigDecimal averagePrice() {
    return quantity.signum() == 0 ? null : openCost.divide(quantity, SCALE, RoundingMode.HALF_EVEN);
  }

  /** What closing everything at this price would realise on top, in the quote currency. */
  public BigDecimal unrealisedPnl(BigDecimal price) {
    return quantity.multiply(price).subtract(openCost);
  }

  private BigDecimal costOf(BigDecimal part) {
    return part.compareTo(quantity) == 0
        ? openCost
        : openCost.multiply(part).divide(quantity, SCALE, RoundingMode.HALF_EVEN);
  }
}
