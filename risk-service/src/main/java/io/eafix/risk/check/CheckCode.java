package io.eafix.risk.check;

/** Why an order may be refused. The names are part of the API. */
public enum CheckCode {
  /** The account is not known. */
  ACCOUNT_KNOWN,
  /** The instrument is not known, or the account has no limits for it. */
  INSTRUMENT_ALLOWED,
  /** The kill switch stops such orders. */
  TRADING_STATE,
  /** The market is closed. */
  SESSION_OPEN,
  /** The order is below the smallest of its instrument. */
  QUANTITY_MIN,
  /** The order is above the largest that the account may send. */
  QUANTITY_MAX,
  /** The order is no whole multiple of the instrument's step. */
  QUANTITY_STEP,
  /** A price of the order is no whole multiple of the instrument's tick. */
  TICK_SIZE,
  /** The order is worth too much. */
  ORDER_NOTIONAL,
  /** There is no quote to judge by. */
  QUOTE_PRESENT,
  /** The quote is too old, or from the future. */
  QUOTE_FRESH,
  /** Ask is below bid: such a quote says nothing about the market. */
  QUOTE_NOT_CROSSED,
  /** Ask is too far above bid. */
  SPREAD,
  /** The limit price is too far from the mid. */
  PRICE_COLLAR,
  /** The signal expired. */
  SIGNAL_NOT_EXPIRED,
  /** The signal already has a reservation. */
  NOT_DUPLICATE,
  /** The same order was approved a moment ago for another signal. */
  NOT_REPEATED,
  /** Too many orders were approved a moment ago. */
  ORDER_RATE,
  /** The position could grow too large. */
  POSITION,
  /** All positions together could grow too large. */
  GROSS_NOTIONAL,
  /** The net exposure to a currency could grow too large. */
  CURRENCY_EXPOSURE,
  /** The account could not pay the margin. */
  MARGIN,
  /** The order could lose too much down to its stop. */
  RISK_PER_TRADE,
  /** The account has lost too much today to take on more. */
  DAILY_LOSS
}
