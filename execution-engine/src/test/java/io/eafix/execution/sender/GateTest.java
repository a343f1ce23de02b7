package io.eafix.execution.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.execution.venue.SendOutcome;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final int RATE = 10;
  private static final int BURST = 5;
  private static final int INDEFINITE_MAX = 3;
  private static final long PAUSE_MS = 1000;

  private long nanos;
  private final Gate gate =
      new Gate(new GateLimits(RATE, BURST, INDEFINITE_MAX, PAUSE_MS), () -> nanos);

  @Test
  void limitsTheRateAfterABurst() {
    assertEquals(BURST, gate.take(100));
    assertEquals(0, gate.take(1));
    pass(100);
    assertEquals(1, gate.take(100));
    pass(60_000);
    assertEquals(BURST, gate.take(100));
  }

  @Test
  void takesBackWhatWasNotUsed() {
    gate.take(BURST);
    gate.giveBack(2);
    assertEquals(2, gate.take(100));
  }

  @Test
  void opensAfterMessagesInARowWithoutAnAnswer() {
    gate.indefinite();
    gate.indefinite();
    gate.definite();
    gate.indefinite();
    gate.indefinite();
    assertFalse(gate.open());
    gate.indefinite();
    assertTrue(gate.open());
    assertEquals(0, gate.take(10));
  }

  @Test
  void letsOneMessageTryAfterThePause() {
    open();
    pass(PAUSE_MS);
    assertEquals(1, gate.take(10));
    assertEquals(0, gate.take(10));
    gate.indefinite();
    assertEquals(0, gate.take(10));
    pass(PAUSE_MS);
    assertEquals(1, gate.take(10));
    gate.definite();
    assertFalse(gate.open());
    assertTrue(gate.take(10) > 0);
  }

  @Test
  void aTryThatFoundNothingToSendDoesNotBlockTheNext() {
    open();
    pass(PAUSE_MS);
    gate.giveBack(gate.take(10));
    assertEquals(1, gate.take(10));
  }

  @Test
  void aMessageThatWasNotSentDoesNotCloseIt() {
    open();
    pass(PAUSE_MS);
    assertEquals(1, gate.take(10));
    gate.ended(new SendOutcome.NotSent("not connected"));
    assertTrue(gate.open());
    assertEquals(1, gate.take(10), "the try is still to be made");
    gate.ended(new SendOutcome.Refused("no", "a definite answer"));
    assertFalse(gate.open());
  }

  @Test
  void aMessageThatWasNotSentIsNoAnswerBetweenTwoThatGotNone() {
    gate.ended(new SendOutcome.Indeterminate("silence"));
    gate.ended(new SendOutcome.Indeterminate("silence"));
    for (int i = 0; i < INDEFINITE_MAX; i++) {
      gate.ended(new SendOutcome.NotSent("not connected"));
    }
    assertFalse(gate.open());
    gate.ended(new SendOutcome.Indeterminate("silence"));
    assertTrue(gate.open());
  }

  @Test
  void aMessageThatWasNotSentCostsNoLeave() {
    assertEquals(BURST, gate.take(BURST));
    gate.ended(new SendOutcome.NotSent("not connected"));
    assertEquals(1, gate.take(10));
  }

  private void open() {
    for (int i = 0; i < INDEFINITE_MAX; i++) {
      gate.indefinite();
    }
  }

  private void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
