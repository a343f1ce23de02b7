package io.eafix.signal.bar;

import java.time.Duration;
import java.time.Instant;

/** The length of a bar. Bars open on whole multiples of it, counted from 1970-01-01T00:00:00Z. */
public enum Timeframe {
  M1(Duration.ofMinutes(1)),
  M5(Duration.ofMinutes(5)),
  M15(Duration.ofMinutes(15)),
  M30(Duration.ofMinutes(30)),
  H1(Duration.ofHours(1)),
  H4(Duration.ofHours(4)),
  D1(Duration.ofDays(1));

  private final Duration length;

  Timeframe(Duration length) {
    this.length = length;
  }

  public Duration length() {
    return length;
  }

  /** When a bar that opened then is complete. */
  public Instant closeOf(Instant openTime) {
    return openTime.plus(length);
  }

  /** Whether a bar of this length can open then. */
  public boolean isOpenTime(Instant time) {
    return time.getNano() == 0 && Math.floorMod(time.getEpochSecond(), length.toSeconds()) == 0;
  }
}
