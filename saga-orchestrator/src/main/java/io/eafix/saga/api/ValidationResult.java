package io.eafix.saga.api;

import io.eafix.saga.definition.Fault;
import java.util.List;

/** Whether a definition would be accepted, and everything that stands against it. */
public record ValidationResult(boolean valid, List<Fault> faults) {}
