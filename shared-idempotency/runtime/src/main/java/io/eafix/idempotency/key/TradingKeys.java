package io.eafix.idempotency.key;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Keys of the trading operations. Every parameter that changes the outcome has its place, so a key
 * without one does not compile, and {@code null} is refused with the parameter's name.
 *
 * <p>The cause of an order, a modification or a closing (a signal's id, a client's reference) tells
 * two wishes for the same thing apart. No clock is read: the same intent built again a second later
 * has the same key.
 */
public final class TradingKeys {

  private static final String ACCOUNT = "account";
  private static final String SYMBOL = "symbol";
  private static final String SIDE = "side";
  private static final String QUANTITY = "quantity";
  private static final String CAUSE = "cause";
  private static final String ORDER = "orderId";

  private final String service;

  private TradingKeys(String service) {
    this.service = service;
  }

  /**
   * Keys of a service.
   *
   * @param service 1 to 64 of {@code a-z 0-9 -}
   */
  public static TradingKeys of(String service) {
    return new TradingKeys(service);
  }

  /**
   * Submitting an order.
   *
   * @param quantity in units of the base currency
   * @param timeInForce e.g. {@code IOC}
   * @param cause why this order exists
   */
  public IdempotencyKey order(
      String account,
      String symbol,
      OrderSide side,
      BigDecimal quantity,
      OrderPrices prices,
      String timeInForce,
      String cause) {
    if (prices == null) {
      throw new IllegalArgumentException("prices: missing, but they change the outcome");
    }
    return key(
        Operation.ORDER_SUBMIT,
        prices.addTo(
            trade(account, symbol, side, quantity)
                .symbol("timeInForce", timeInForce)
                .text(CAUSE, cause)));
  }

  /** Cancelling an order: there is nothing to do twice, so it needs no cause. */
  public IdempotencyKey cancel(String account, String orderId) {
    return key(
        Operation.ORDER_CANCEL, KeyParameters.create().text(ACCOUNT, account).text(ORDER, orderId));
  }

  /**
   * Changing an order.
   *
   * @param quantity the new one, all of it
   * @param prices the new ones
   * @param cause why: the same change may be wished again after another one
   */
  public IdempotencyKey modify(
      String account, String orderId, BigDecimal quantity, OrderPrices prices, String cause) {
    if (prices == null) {
      throw new IllegalArgumentException("prices: missing, but they change the outcome");
    }
    return key(
        Operation.ORDER_MODIFY,
        prices.addTo(
            KeyParameters.create()
                .text(ACCOUNT, account)
                .text(ORDER, orderId)
                .decimal(QUANTITY, quantity)
                .text(CAUSE, cause)));
  }

  /**
   * Closing a position, or a part of it.
   *
   * @param quantity in units of the base currency, unsigned
   * @param cause why
   */
  public IdempotencyKey close(String account, String symbol, BigDecimal quantity, String cause) {
    return key(
        Operation.POSITION_CLOSE,
        KeyParameters.create()
            .text(ACCOUNT, account)
            .symbol(SYMBOL, symbol)
            .decimal(QUANTITY, quantity)
            .text(CAUSE, cause));
  }

  /**
   * Generating a signal from a bar.
   *
   * @param barOpenTime when the bar opened
   * @param barRevision 1 for the first version of the bar, more for corrections
   */
  public IdempotencyKey signal(
      String strategy, String symbol, String timeframe, Instant barOpenTime, int barRevision) {
    return key(
        Operation.SIGNAL_GENERATE,
        KeyParameters.create()
            .text("strategy", strategy)
            .symbol(SYMBOL, symbol)
            .symbol("timeframe", timeframe)
            .instant("barOpenTime", barOpenTime)
            .decimal("barRevision", BigDecimal.valueOf(barRevision)));
  }

  /** Checking the risk of a signal. */
  public IdempotencyKey risk(
      String signalId, String account, String symbol, OrderSide side, BigDecimal quantity) {
    return key(
        Operation.RISK_VALIDATE, trade(account, symbol, side, quantity).text("signalId", signalId));
  }

  private IdempotencyKey key(Operation operation, KeyParameters parameters) {
    return IdempotencyKey.of(operation, service, parameters);
  }

  private static KeyParameters trade(
      String account, String symbol, OrderSide side, BigDecimal quantity) {
    return KeyParameters.create()
        .text(ACCOUNT, account)
        .symbol(SYMBOL, symbol)
        .choice(SIDE, side)
        .decimal(QUANTITY, quantity);
  }
}
