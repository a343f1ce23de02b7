package io.eafix.bench.relay;

/** Is told of what is about to be committed. Thread-safe. */
@FunctionalInterface
interface Hints extends AutoCloseable {

  /** Tells nobody. */
  Hints NONE = (from, count) -> {};

  /** Rows with these numbers are being written. */
  void written(int from, int count);

  @Override
  default void close() throws Exception {}
}
