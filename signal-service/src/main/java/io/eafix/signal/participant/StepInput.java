package io.eafix.signal.participant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/** What a step is about. */
record StepInput(@NotNull UUID signalId, @Size(max = 500) String reason) {

  private static final String UNDONE = "its saga was undone";

  String reasonOrDefault() {
    return reason == null ? UNDONE : reason;
  }
}
