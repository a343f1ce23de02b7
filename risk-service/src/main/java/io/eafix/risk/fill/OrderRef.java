package io.eafix.risk.fill;

import java.util.UUID;

/**
 * The order a fill belongs to, as far as the teller knows.
 *
 * @param orderId null if only the signal is known
 * @param clOrdId null if only the signal is known
 * @param signalId null if the order came from no signal
 */
public record OrderRef(String orderId, String clOrdId, UUID signalId) {

  /**
   * The order that a teller names, whatever its reference is: a fill is not lost for it.
   *
   * @param signal of the signal the order came from; null, or what is no id of ours, if from none
   */
  public static OrderRef of(String orderId, String clOrdId, String signal) {
    return new OrderRef(orderId, clOrdId, idOf(signal));
  }

  private static UUID idOf(String signal) {
    try {
      return signal == null ? null : UUID.fromString(signal);
    } catch (IllegalArgumentException another) {
      return null;
    }
  }
}
