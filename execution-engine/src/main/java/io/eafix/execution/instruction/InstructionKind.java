package io.eafix.execution.instruction;

/** What an instruction asks of the venue. */
public enum InstructionKind {
  /**
   * A new order: the first instruction of its order, and again after a message that provably came
   * to nothing.
   */
  NEW,
  /** Cancel what is open. */
  CANCEL,
  /** Change quantity or price of what is open. */
  REPLACE
}
