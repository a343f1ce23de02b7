package io.eafix.execution.instruction;

/** What an instruction asks of the venue. */
public enum InstructionKind {
  /** A new order; always the first instruction of its order. */
  NEW,
  /** Cancel what is open. */
  CANCEL,
  /** Change quantity or price of what is open. */
  REPLACE
}
