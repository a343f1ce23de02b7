package io.eafix.risk.check;

import java.math.BigDecimal;

/**
 * What one check found, with both of the numbers it compared.
 *
 * @param limit what is allowed
 * @param actual what was found
 */
public record CheckResult(CheckCode code, boolean passed, String limit, String actual) {

  static CheckResult of(CheckCode code, boolean passed, Object limit, Object actual) {
    return new CheckResult(code, passed, text(limit), text(actual));
  }

  /** Passes if the actual value is at most the limit. */
  static CheckResult atMost(CheckCode code, BigDecimal limit, BigDecimal actual) {
    return of(code, actual.compareTo(limit) <= 0, limit, actual);
  }

  /** Fails because the check could not be made: what cannot be checked is not traded. */
  static CheckResult unknown(CheckCode code, Object limit, String why) {
    return of(code, false, limit, why);
  }

  private static String text(Object value) {
    if (!(value instanceof BigDecimal number)) {
      return String.valueOf(value);
    }
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
