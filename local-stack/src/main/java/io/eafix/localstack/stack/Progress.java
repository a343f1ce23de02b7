package io.eafix.localstack.stack;

/** Told what is going on, a line at a time, for a person who waits. */
@FunctionalInterface
public interface Progress {
  void say(String line);

  /** Says nothing. */
  static Progress silent() {
    return line -> {};
  }
}
