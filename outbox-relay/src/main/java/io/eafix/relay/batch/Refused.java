package io.eafix.relay.batch;

/**
 * A held event that could not be sent.
 *
 * @param attempts failed attempts, this one included
 */
public record Refused(long id, int attempts, String cause) {}
