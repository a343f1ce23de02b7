package io.eafix.idempotency.execution;

/** Takes a work result out of a transaction that must not commit. */
final class Rollback extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient WorkResult result;

  Rollback(WorkResult result) {
    super("the work asked for a rollback", null, false, false);
    this.result = result;
  }

  WorkResult result() {
    return result;
  }
}
