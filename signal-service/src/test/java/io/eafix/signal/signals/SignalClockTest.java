package io.eafix.signal.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignalClockTest {

  private static final Instant MARKET = Instant.parse("2014-05-01T00:01:00Z");
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void aSignalOfAnOldBarAgesFromWhenItWasMade() {
    Signal signal = ofBar();
    assertEquals(MARKET, signal.asOf(MADE));
    assertEquals(MARKET.plusSeconds(30), signal.asOf(MADE.plusSeconds(30)));
    assertFalse(signal.isExpired(MADE.plus(Duration.ofMinutes(5))));
    assertTrue(signal.isExpired(MADE.plus(Duration.ofMinutes(5)).plusMillis(1)));
  }

  @Test
  void aClockThatStepsBackDoesNotMakeItYounger() {
    assertEquals(MARKET, ofBar().asOf(MADE.minusSeconds(5)));
  }

  @Test
  void aClientsSignalLivesOnTheWallClock() {
    Signal signal = ofBar();
    signal.barOpenTime = null;
    assertTrue(signal.isExpired(MADE), "valid until long ago");
  }

  private static Signal ofBar() {
    Signal signal = new Signal();
    signal.barOpenTime = MARKET.minusSeconds(60);
    signal.quoteTime = MARKET;
    signal.validUntil = MARKET.plus(Duration.ofMinutes(5));
    signal.createdAt = MADE;
    return signal;
  }
}
