package io.eafix.execution.venue;

import io.smallrye.mutiny.Uni;

/**
 * A place that executes orders, as the engine sees it. Implementations send what they are told once
 * per call, never repeat it on their own, and never open a database transaction of the engine.
 *
 * <p>Calls are made outside any transaction, after the intent to make them is committed. An
 * implementation need not limit its own time: the caller does, and treats a late answer as {@link
 * SendOutcome.Indeterminate}.
 */
public interface Venue {
  /** The name by which orders and fills refer to this venue; lower case, at most 16 characters. */
  String name();

  /** False if this process is set up without it. */
  default boolean enabled() {
    return true;
  }

  /** True if a message may be sent now: connected and, where the protocol has it, logged on. */
  boolean ready();

  /** Sends a new order. */
  Uni<SendOutcome> submit(VenueOrder order);

  /** Asks to cancel what is open of an order. */
  Uni<SendOutcome> cancel(VenueCancel cancel);

  /** Asks to change quantity or price of an open order. */
  Uni<SendOutcome> replace(VenueReplace replace);

  /** Asks what the venue knows about a client order id; changes nothing there. */
  Uni<QueryOutcome> query(VenueQuery query);

  /**
   * Asks the venue to promise that it will never accept {@code query}'s client order id, or seeks
   * proof that it never got it. Only that turns "not found" into evidence, since a request may
   * still be on its way.
   */
  default Uni<SealOutcome> seal(VenueQuery query) {
    return Uni.createFrom().item(new SealOutcome.Unsupported());
  }
}
