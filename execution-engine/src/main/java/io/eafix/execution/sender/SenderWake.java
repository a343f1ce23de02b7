package io.eafix.execution.sender;

/** Fired when a venue has become ready, so that the sender looks for work at once. */
public record SenderWake() {}
