package io.eafix.relay.event;

import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Writes times as {@link java.time.format.DateTimeFormatter#ISO_INSTANT} does, and faster for many
 * of the same second. Not thread-safe.
 */
final class Timestamps {

  private static final int MILLI = 1_000_000;
  private static final int MICRO = 1_000;

  private long second = Long.MIN_VALUE;
  private String upToSecond;

  String text(OffsetDateTime time) {
    long of = time.toEpochSecond();
    if (of != second) {
      String whole = Instant.ofEpochSecond(of).toString();
      upToSecond = whole.substring(0, whole.length() - 1);
      second = of;
    }
    int nanos = time.getNano();
    if (nanos == 0) {
      return upToSecond + "Z";
    }
    if (nanos % MILLI == 0) {
      return upToSecond + "." + digits(nanos / MILLI, 3) + "Z";
    }
    return nanos % MICRO == 0
        ? upToSecond + "." + digits(nanos / MICRO, 6) + "Z"
        : upToSecond + "." + digits(nanos, 9) + "Z";
  }

  private static String digits(int value, int length) {
    String text = Integer.toString(value);
    return "0".repeat(length - text.length()) + text;
  }
}
