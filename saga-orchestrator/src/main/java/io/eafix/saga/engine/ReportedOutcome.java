package io.eafix.saga.engine;

/**
 * The outcome of a step that was answered with 202, posted back by the participant.
 *
 * @param succeeded whether the step took effect; if not, it is a definite refusal
 * @param result the result as JSON, null if there is none
 * @param error why it was refused, null if it succeeded
 */
public record ReportedOutcome(boolean succeeded, String result, String error) {}
