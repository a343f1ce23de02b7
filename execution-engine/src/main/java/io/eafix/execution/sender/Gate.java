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
  private boolean trying;

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
  synchronized int take(int wanted) {
    if (open) {
      if (trying || nanos.getAsLong() - openUntil < 0) {
        return 0;
      }
      trying = true;
      return Math.min(wanted, 1);
    }
    refill();
    int taken = Math.min(wanted, (int) tokens);
    tokens -= taken;
    return taken;
  }

  /** Returns leave that was not used. */
  synchronized void giveBack(int unused) {
    if (unused > 0) {
      trying = false;
      tokens = Math.min(limits.burstMax(), tokens + unused);
    }
  }

  /**
   * A message that had leave ended so. One that never left this process says nothing about the
   * venue: its leave comes back, and the breaker stays as it is.
   */
  void ended(SendOutcome outcome) {
    if (outcome instanceof SendOutcome.Indeterminate) {
      indefinite();
    } else if (outcome instanceof SendOutcome.NotSent) {
      giveBack(1);
    } else {
      definite();
    }
  }

  /** A message got a definite answer. */
  synchronized void definite() {
    indefinite = 0;
    open = false;
    trying = false;
  }

  /** A message got none. */
  synchronized void indefinite() {
    indefinite++;
    trying = false;
    if (indefinite >= limits.indefiniteMax()) {
      open = true;
      openUntil = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(limits.pauseMs());
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
