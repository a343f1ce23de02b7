package io.eafix.saga.engine;

/**
 * Who starts a saga or gives it a command, and why, for the audit.
 *
 * @param reason why, null if none was given
 * @param idempotencyKey key of the request
 */
public record CommandBy(String actor, String reason, String idempotencyKey) {}
