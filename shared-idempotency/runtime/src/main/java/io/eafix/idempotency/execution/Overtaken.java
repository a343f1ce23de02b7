package io.eafix.idempotency.execution;

/**
 * The key was taken by the time the work was done, because the store had lost the record: the work
 * is rolled back, and the row of the one who was first answers.
 */
final class Overtaken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Overtaken() {
    super("another owner of the key was first", null, false, false);
  }
}
