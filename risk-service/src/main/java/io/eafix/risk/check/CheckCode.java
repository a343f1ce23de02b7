package io.eafix.risk.check;

/** Why an order may be refused. The names are part of the API. */
public enum CheckCode {
  /** The account is not known. */
  ACCOUNT_KNOWN,
  /** The instrument is not known, or the account has no limits for it. */
  INSTRUMENT_ALLOWED,
  /** The order is below the smallest of its instrument. */
  QUANTITY_MIN,
  /** The order is above the largest that the account may send. */
  QUANTITY_MAX,
  /** The order is no whole multiple of the instrument's step. */
  QUANTITY_STEP,
  /** There is no quote to judge by. */
  QUOTE_PRESENT,
  /** The quote is too old, or from the future. */
  QUOTE_FRESH,
  /** Ask is below bid: such a quote says nothing about the market. */
  QUOTE_NOT_CROSSED,
  /** Ask is too far above bid. */
  SPREAD,
  /** The signal expired. */
  SIGNAL_NOT_EXPIRED,
  /** The signal already has a reservation. */
  NOT_DUPLICATE,
  /** The position could grow too large. */
  POSITION,
  /** All positions together could grow too large. */
  GROSS_NOTIONAL
}
