package io.eafix.saga.definition;

/**
 * One thing wrong with a definition.
 *
 * @param path where, e.g. {@code steps[2].action.timeout}; empty for the whole
 * @param message what is wrong and what would be right
 */
public record Fault(String path, String message) {}
