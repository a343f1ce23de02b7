package io.eafix.bench.sagas;

/** Something that runs sagas of three steps at the participants it was given. */
interface Contender {

  String name();

  /**
   * Runs one saga from its start to its end; called by many threads.
   *
   * @throws IllegalStateException if it did not end well
   */
  void saga() throws Exception;
}
