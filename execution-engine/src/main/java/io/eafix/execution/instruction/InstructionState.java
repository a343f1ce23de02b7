package io.eafix.execution.instruction;

/** Where an instruction to a venue stands. */
public enum InstructionState {
  /** Committed, not sent. */
  PENDING(false),
  /** The intent to send is committed; bytes may have left. */
  SENT(false),
  /** Sent, and what became of it is unknown; evidence is being sought. */
  IN_DOUBT(false),
  /** No evidence within the limits; a person decides. */
  MANUAL_REVIEW(false),
  /** The venue has done it. */
  DONE(true),
  /** It did not happen and will not happen. */
  REFUSED(true),
  /** Taken back before it was sent. */
  WITHDRAWN(true);

  private final boolean closed;

  InstructionState(boolean closed) {
    this.closed = closed;
  }

  /** True if nothing more will come of it. */
  public boolean closed() {
    return closed;
  }
}
