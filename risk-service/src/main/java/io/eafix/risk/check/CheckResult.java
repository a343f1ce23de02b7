package io.eafix.risk.check;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one check found, with both of the numbers it compared.
 *
 * @param subject what of several it is about, e.g. a currency; null if that is clear
 * @param limit what is allowed
 * @param actual what was found
 */
public record CheckResult(
    CheckCode code, boolean passed, String subject, String limit, String actual) {

  static CheckResult of(CheckCode code, boolean passed, Object limit, Object actual) {
    return of(code, passed, null, limit, actual);
  }

  static CheckResult of(
      CheckCode code, boolean passed, String subject, Object limit, Object actual) {
    return new CheckResult(code, passed, subject, text(limit), text(actual));
  }

  /** Passes if the actual value is at most the limit. */
  static CheckResult atMost(CheckCode code, BigDecimal limit, BigDecimal actual) {
    return of(code, actual.compareTo(limit) <= 0, limit, actual);
  }

  /**
   * Passes if the value is at most the limit, or if the order does not raise it: a limit that is
   * passed already must not keep an account from reducing.
   *
   * @param before empty if it is not known, which fails
   * @param after empty if it is not known, which fails
   * @param missing why it is not known
   */
  static CheckResult notRaisedAbove(
      CheckCode code,
      String subject,
      BigDecimal limit,
      Optional<BigDecimal> before,
      Optional<BigDecimal> after,
      Supplier<List<String>> missing) {
    if (before.isEmpty() || after.isEmpty()) {
      return of(code, false, subject, limit, notKnown(missing.get()));
    }
    boolean within = after.get().compareTo(limit) <= 0;
    boolean notRaised = after.get().compareTo(before.get()) <= 0;
    return of(code, within || notRaised, subject, limit, after.get());
  }

  /** Fails because the check could not be made: what cannot be checked is not traded. */
  static CheckResult unknown(CheckCode code, Object limit) {
    return unknown(code, limit, List.of("no fresh quote"));
  }

  /** Fails because the check could not be made, for these reasons. */
  static CheckResult unknown(CheckCode code, Object limit, List<String> missing) {
    return of(code, false, limit, notKnown(missing));
  }

  private static String notKnown(List<String> missing) {
    return "not known: " + String.join("; ", missing);
  }

  private static String text(Object value) {
    if (!(value instanceof BigDecimal number)) {
      return String.valueOf(value);
    }
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
