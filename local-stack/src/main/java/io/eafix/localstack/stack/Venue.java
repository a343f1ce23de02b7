package io.eafix.localstack.stack;

import java.util.Locale;

/** Where orders are executed. */
public enum Venue {
  /** The paper venue, a ledger of its own within the execution engine. */
  PAPER,
  /** The FIX 4.4 simulator, a process of its own. */
  FIX;

  /** As it is written in options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the component belongs to a stack with this venue. */
  boolean needs(Component component) {
    return this == FIX || component != Component.FIX_SIMULATOR;
  }
}
