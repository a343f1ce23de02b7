package io.eafix.idempotency.execution;

/**
 * Is told how far an execution has come. Every bean of this type is called, on the event loop, in
 * the midst of the protocol: it must neither block nor throw.
 */
public interface ExecutionListener {

  /** The points at which an owner may die, each with another state left behind. */
  enum Step {
    /** The store has given the claim; Postgres knows nothing. */
    CLAIMED,
    /** The work begins: in an open transaction, or after the commit of the row if outside one. */
    BEGUN,
    /** The work is done; its answer is not committed. */
    WORKED,
    /** Effect and answer are committed; the store knows nothing of it. */
    COMMITTED,
    /** The store has the answer; the caller does not. */
    SETTLED
  }

  /**
   * A step is done.
   *
   * @param key storage key
   */
  void reached(Step step, String operation, String key);
}
