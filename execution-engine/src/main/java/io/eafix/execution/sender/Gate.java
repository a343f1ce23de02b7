package io.eafix.execution.sender;

import io.eafix.execution.venue.SendOutcome;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much may be sent to one venue now: a token bucket for the rate, and a circuit breaker that
 * opens after so many messages in a row without a definite answer. Each of those leaves an order in
 * doubt, so an ill venue must not get a hundred of them.
 *
 * <p>Consulted before an instruction is claimed: what is held back stays pending and was never
 * sent. Thread-safe.
 */
final class Gate {
  private final GateLimits limits;
  private final LongSupplier nanos;
  private double tokens;
  private long filledAt;
  private int indefinite;
  private long openUntil;
  private boolean open;

  /** The number of the try that is under way; 0 is none. */
  private long trying;

  private long tries;

  /**
   * Leave to send.
   *
   * @param count most messages
   * @param attempt the number of the try of an open breaker that it is for; 0 if it is for none
   */
  record Leave(int count, long attempt) {
    private static final Leave NONE = new Leave(0, 0);
  }

  /**
   * @param nanos a clock that only grows, such as {@link System#nanoTime()}
   */
  Gate(GateLimits limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
    this.tokens = limits.burstMax();
    this.filledAt = nanos.getAsLong();
  }

  /** Takes leave to send up to {@code wanted} messages; give back what was not used. */
  synchronized Leave take(int wanted) {
    if (open) {
      if (trying != 0 || nanos.getAsLong() - openUntil < 0) {
        return Leave.NONE;
      }
      trying = ++tries;
      return new Leave(Math.min(wanted, 1), trying);
    }
    refill();
    int taken = Math.min(wanted, (int) tokens);
    tokens -= taken;
    return new Leave(taken, 0);
  }

  /** Returns so much of a leave that was not used. */
  synchronized void giveBack(Leave leave, int unused) {
    if (unused == 0) {
      return;
    }
    over(leave);
    if (leave.attempt() == 0) {
      tokens = Math.min(limits.burstMax(), tokens + unused);
    }
  }

  /**
   * A message that had leave ended so. One that never left this process says nothing about the
   * venue: its leave comes back, and the breaker stays as it is.
   */
  void ended(Leave leave, SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Indeterminate) {
      indefinite(leave);
    } else if (outcome instanceof SendOutcome.NotSent) {
      giveBack(leave, 1);
    } else {
      definite();
    }
  }

  private synchronized void definite() {
    indefinite = 0;
    open = false;
    trying = 0;
  }

  private synchronized void indefinite(Leave leave) {
    indefinite++;
    over(leave);
    if (indefinite >= limits.indefiniteMax()) {
      open = true;
      openUntil = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(limits.pauseMs());
    }
  }

  /** Ends the try that the leave was for: what left before the breaker opened ends none. */
  private void over(Leave leave) {
    if (leave.attempt() == trying) {
      trying = 0;
    }
  }

  /** True if the breaker holds everything back or lets one message try. */
  synchronized boolean open() {
    return open;
  }

  private void refill() {
    long now = nanos.getAsLong();
    double fresh =
        (now - filledAt) * (double) limits.messagesPerSecondMax() / TimeUnit.SECONDS.toNanos(1);
    tokens = Math.min(limits.burstMax(), tokens + fresh);
    filledAt = now;
  }
}
