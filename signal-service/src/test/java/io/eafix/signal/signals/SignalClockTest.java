package io.eafix.signal.signals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignalClockTest {

  private static final Instant MARKET = Instant.parse("2014-05-01T00:01:00Z");

  @Test
  void theClockOfHistoryStandsStill() {
    Signal signal = signal(false);
    for (Duration later :
        new Duration[] {Duration.ZERO, Duration.ofDays(1), Duration.ofDays(4000)}) {
      assertEquals(MARKET, signal.asOf(MARKET.plus(later)));
      assertFalse(signal.isExpired(MARKET.plus(later)));
    }
  }

  @Test
  void aLiveSignalAgesOnTheWall() {
    Signal signal = signal(true);
    assertEquals(MARKET.plusSeconds(30), signal.asOf(MARKET.plusSeconds(30)));
    assertFalse(signal.isExpired(MARKET.plus(Duration.ofMinutes(5))));
    assertTrue(signal.isExpired(MARKET.plus(Duration.ofMinutes(5)).plusMillis(1)));
  }

  @Test
  void aQuoteOfASenderWhoseClockIsAheadIsNotFromTheFuture() {
    assertEquals(MARKET, signal(true).asOf(MARKET.minusSeconds(2)));
  }

  private static Signal signal(boolean live) {
    Signal signal = new Signal();
    signal.quoteTime = MARKET;
    signal.validUntil = MARKET.plus(Duration.ofMinutes(5));
    signal.live = live;
    return signal;
  }
}
