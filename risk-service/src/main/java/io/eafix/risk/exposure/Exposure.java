package io.eafix.risk.exposure;

import io.eafix.risk.position.Side;
import java.math.BigDecimal;

/**
 * What an account holds of a symbol and could come to hold, in units of the base currency.
 *
 * @param position negative when short
 * @param pendingBuy reserved and not filled yet
 * @param pendingSell reserved and not filled yet, positive
 */
public record Exposure(BigDecimal position, BigDecimal pendingBuy, BigDecimal pendingSell) {

  public static final Exposure NONE =
      new Exposure(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

  Exposure withPosition(BigDecimal quantity) {
    return new Exposure(quantity, pendingBuy, pendingSell);
  }

  Exposure withPending(Side side, BigDecimal quantity) {
    return side == Side.BUY
        ? new Exposure(position, pendingBuy.add(quantity), pendingSell)
        : new Exposure(position, pendingBuy, pendingSell.add(quantity));
  }

  /** Every position there may come to be, whichever of what is pending is filled and how far. */
  Range range() {
    return new Range(position.subtract(pendingSell), position.add(pendingBuy));
  }

  /**
   * How far the position could go to one side, if all that is pending on that side were filled and
   * nothing on the other; negative if it would stay on the other.
   */
  public BigDecimal worst(Side side) {
    return side == Side.BUY ? range().high() : range().low().negate();
  }

  /** The larger of both sides. */
  public BigDecimal worst() {
    return range().worst();
  }
}
