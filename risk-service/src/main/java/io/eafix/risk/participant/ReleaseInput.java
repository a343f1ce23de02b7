package io.eafix.risk.participant;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/** Whose reservation to give back. */
record ReleaseInput(@NotNull UUID signalId, @Size(max = 500) String reason) {}
