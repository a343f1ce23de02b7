package io.eafix.idempotency.operators;

import java.time.Instant;

/**
 * What a person decided.
 *
 * @param formerStatus of the row before
 * @param answerStatus of the answer that was given, if one was
 */
public record ResolutionView(
    Decision decision,
    String operator,
    String reason,
    String formerStatus,
    Integer answerStatus,
    Instant resolvedAt) {}
