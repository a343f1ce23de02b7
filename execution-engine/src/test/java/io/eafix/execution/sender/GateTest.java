package io.eafix.execution.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.execution.venue.SendOutcome;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GateTest {
  private static final int RATE = 10;
  private static final int BURST = 5;
  private static final int INDEFINITE_MAX = 3;
  private static final long PAUSE_MS = 1000;

  private static final SendOutcome SILENCE = new SendOutcome.Indeterminate("silence");
  private static final SendOutcome ANSWER = new SendOutcome.Refused("no", "a definite answer");
  private static final SendOutcome UNSENT = new SendOutcome.NotSent("not connected");

  private long nanos;
  private final Gate gate =
      new Gate(new GateLimits(RATE, BURST, INDEFINITE_MAX, PAUSE_MS), () -> nanos);
  private final Gate.Leave earlier = gate.take(1);

  @Test
  void limitsTheRateAfterABurst() {
    gate.giveBack(earlier, 1);
    assertEquals(BURST, gate.take(100).count());
    assertEquals(0, gate.take(1).count());
    pass(100);
    assertEquals(1, gate.take(100).count());
    pass(60_000);
    assertEquals(BURST, gate.take(100).count());
  }

  @Test
  void takesBackWhatWasNotUsed() {
    Gate.Leave rest = gate.take(BURST);
    assertEquals(BURST - 1, rest.count());
    gate.giveBack(rest, 2);
    assertEquals(2, gate.take(100).count());
  }

  @Test
  void opensAfterMessagesInARowWithoutAnAnswer() {
    gate.ended(earlier, SILENCE);
    gate.ended(earlier, SILENCE);
    gate.ended(earlier, ANSWER);
    gate.ended(earlier, SILENCE);
    gate.ended(earlier, SILENCE);
    assertFalse(gate.open());
    gate.ended(earlier, SILENCE);
    assertTrue(gate.open());
    assertEquals(0, gate.take(10).count());
  }

  @Test
  void letsOneMessageTryAfterThePause() {
    open();
    Gate.Leave attempt = attempt();
    assertEquals(0, gate.take(10).count());
    gate.ended(attempt, SILENCE);
    assertEquals(0, gate.take(10).count());
    attempt = attempt();
    gate.ended(attempt, ANSWER);
    assertFalse(gate.open());
    assertTrue(gate.take(10).count() > 0);
  }

  @Test
  void aTryThatFoundNothingToSendDoesNotBlockTheNext() {
    open();
    gate.giveBack(attempt(), 1);
    assertEquals(1, gate.take(10).count());
  }

  @ParameterizedTest
  @MethodSource("withoutAnAnswer")
  void anEarlierMessageThatEndsMeanwhileLetsNoSecondTry(SendOutcome outcome) {
    open();
    Gate.Leave attempt = attempt();
    gate.ended(earlier, outcome);
    pass(PAUSE_MS);
    assertEquals(0, gate.take(10).count());
    gate.ended(attempt, UNSENT);
    assertEquals(1, gate.take(10).count());
  }

  @Test
  void anAnswerToAnEarlierMessageClosesItAndItsTryIsNoneOfTheNext() {
    open();
    Gate.Leave attempt = attempt();
    gate.ended(earlier, ANSWER);
    assertFalse(gate.open());
    open();
    Gate.Leave second = attempt();
    gate.ended(attempt, UNSENT);
    assertEquals(0, gate.take(10).count());
    gate.ended(second, ANSWER);
    assertFalse(gate.open());
  }

  @Test
  void aMessageThatWasNotSentDoesNotCloseIt() {
    open();
    gate.ended(attempt(), UNSENT);
    assertTrue(gate.open());
    Gate.Leave attempt = gate.take(10);
    assertEquals(1, attempt.count(), "the try is still to be made");
    gate.ended(attempt, ANSWER);
    assertFalse(gate.open());
  }

  @Test
  void aMessageThatWasNotSentIsNoAnswerBetweenTwoThatGotNone() {
    gate.ended(earlier, SILENCE);
    gate.ended(earlier, SILENCE);
    for (int i = 0; i < INDEFINITE_MAX; i++) {
      gate.ended(earlier, UNSENT);
    }
    assertFalse(gate.open());
    gate.ended(earlier, SILENCE);
    assertTrue(gate.open());
  }

  @Test
  void aMessageThatWasNotSentCostsNoLeave() {
    assertEquals(BURST - 1, gate.take(BURST).count());
    gate.ended(earlier, UNSENT);
    assertEquals(1, gate.take(10).count());
  }

  static Stream<SendOutcome> withoutAnAnswer() {
    return Stream.of(UNSENT, SILENCE);
  }

  /** The leave for the one message that may try after the pause. */
  private Gate.Leave attempt() {
    pass(PAUSE_MS);
    Gate.Leave attempt = gate.take(10);
    assertEquals(1, attempt.count());
    return attempt;
  }

  private void open() {
    for (int i = 0; i < INDEFINITE_MAX; i++) {
      gate.ended(earlier, SILENCE);
    }
  }

  private void pass(long millis) {
    nanos += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
