package io.eafix.execution.order;

/** What can happen to an order. The first group is the engine's own doing, the second evidence. */
public enum OrderTrigger {
  /** The intent to send is committed, before the first byte. */
  SEND(false),
  /** The adapter proves that no byte left, so the order waits again. */
  UNSEND(false),
  /** Taken back before it was sent. */
  WITHDRAW(false),
  /** No definite answer came: time-out, crash, broken connection. */
  LOSE_TRACK(false),
  /** The search for evidence reached its limits. */
  GIVE_UP(false),

  /** The venue has the order. */
  ACKNOWLEDGE(true),
  /** A fill that leaves something open. */
  PART_FILL(true),
  /** A fill that leaves nothing open, an overfill included. */
  FULL_FILL(true),
  /** The order does not and will not exist at the venue. */
  REFUSE(true),
  /** The venue cancelled what was left. */
  CANCEL(true),
  /** The order's time in force ended at the venue. */
  EXPIRE(true),
  /** The venue changed price or quantity. */
  REPLACE(true);

  private final boolean evidence;

  OrderTrigger(boolean evidence) {
    this.evidence = evidence;
  }

  /** True if it reports the venue's truth: such a trigger may come late, twice or out of order. */
  public boolean evidence() {
    return evidence;
  }
}
