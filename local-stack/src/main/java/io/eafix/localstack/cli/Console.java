package io.eafix.localstack.cli;

import io.eafix.localstack.stack.Progress;
import java.io.PrintStream;

/**
 * Where the launcher speaks: results on standard output, or progress there too if a person reads.
 */
final class Console implements Progress {
  private final PrintStream progress;

  private Console(PrintStream progress) {
    this.progress = progress;
  }

  /** Progress on standard output. */
  static Console forPeople() {
    return new Console(System.out);
  }

  /** Progress on standard error, so that standard output is only the result. */
  static Console forPrograms() {
    return new Console(System.err);
  }

  @Override
  public void say(String line) {
    progress.println(line);
  }

  void result(String text) {
    System.out.println(text);
  }
}
