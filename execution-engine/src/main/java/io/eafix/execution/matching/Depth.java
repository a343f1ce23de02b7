package io.eafix.execution.matching;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How much the paper market offers behind its touch: {@code levels} prices, each {@code step} worse
 * than the one before, each with {@code quantity} (absent: without limit).
 */
public record Depth(Optional<BigDecimal> quantity, int levels, BigDecimal step) {
  /** A market that fills any size at the touch. */
  public static final Depth UNLIMITED = new Depth(Optional.empty(), 1, BigDecimal.ZERO);
}
