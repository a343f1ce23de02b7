package io.eafix.signal.support;

import io.eafix.signal.market.MidBar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Bars that are nothing but their closes. */
public final class Closes {

  public static final Instant START = Instant.parse("2020-01-06T00:00:00Z");

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Closes() {}

  public static List<MidBar> bars(List<Double> closes) {
    List<MidBar> bars = new ArrayList<>();
    for (int i = 0; i < closes.size(); i++) {
      double close = closes.get(i);
      bars.add(new MidBar(MINUTE, START.plus(MINUTE.multipliedBy(i)), close, close, close, close));
    }
    return bars;
  }
}
