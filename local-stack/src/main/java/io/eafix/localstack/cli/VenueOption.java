package io.eafix.localstack.cli;

import io.eafix.localstack.stack.Venue;
import picocli.CommandLine.Option;

/** Where the orders of a stack are executed. */
final class VenueOption {
  @Option(
      names = "--venue",
      paramLabel = "VENUE",
      defaultValue = "paper",
      description =
          "Where orders are executed: ${COMPLETION-CANDIDATES}. fix starts a FIX 4.4 simulator as"
              + " a process of its own; default ${DEFAULT-VALUE}")
  private Venue value;

  Venue value() {
    return value;
  }
}
