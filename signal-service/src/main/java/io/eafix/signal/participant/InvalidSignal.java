package io.eafix.signal.participant;

import io.eafix.signal.signals.Signal;
import java.util.UUID;

/** The answer to marking a signal invalid. */
public record InvalidSignal(UUID signalId, Signal.Status status) {}
