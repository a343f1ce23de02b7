package io.eafix.execution.order;

import java.math.BigInteger;
import java.util.Locale;
import java.util.UUID;

/**
 * Client order ids: a pure function of the order and the position of the instruction in it, so that
 * a crash can never make a second id for the same intent.
 *
 * <p>At most 31 characters of {@code [0-9A-V-]}: FIX venues commonly allow 36, some fold case.
 */
public final class ClOrdIds {
  /** More instructions than this on one order is a runaway client. */
  public static final int SEQUENCE_MAX = 999;

  /**
   * More than this, and only cancels pass: who floods an order with changes must be able to end it.
   */
  public static final int REPLACE_MAX = 900;

  private static final int RADIX = 32;
  private static final int DIGITS = 26;

  private ClOrdIds() {}

  /** The id of instruction {@code sequence} (1 is the new order) of {@code orderId}. */
  public static String of(UUID orderId, int sequence) {
    if (sequence < 1 || sequence > SEQUENCE_MAX) {
      throw new IllegalArgumentException("sequence must be in 1.." + SEQUENCE_MAX);
    }
    String digits = unsigned(orderId).toString(RADIX).toUpperCase(Locale.ROOT);
    return "E" + "0".repeat(DIGITS - digits.length()) + digits + "-" + sequence;
  }

  private static BigInteger unsigned(UUID id) {
    return unsigned(id.getMostSignificantBits())
        .shiftLeft(Long.SIZE)
        .or(unsigned(id.getLeastSignificantBits()));
  }

  private static BigInteger unsigned(long bits) {
    return new BigInteger(Long.toUnsignedString(bits));
  }
}
