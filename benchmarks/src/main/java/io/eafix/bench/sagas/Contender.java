package io.eafix.bench.sagas;

/** Something that runs sagas of three steps at the participants it was given. */
interface Contender {

  String name();

  /**
   * Runs one saga from its start to its end; called by many threads.
   *
   * @param calls of this client
   * @throws IllegalStateException if it did not end well
   */
  void saga(Calls calls) throws Exception;
}
