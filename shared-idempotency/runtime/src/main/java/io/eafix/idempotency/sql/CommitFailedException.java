package io.eafix.idempotency.sql;

/** A commit was sent and not confirmed: whether there is an effect is not known. */
class CommitFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommitFailedException(Throwable cause) {
    super("the commit was not confirmed: " + cause.getMessage(), cause);
  }
}
