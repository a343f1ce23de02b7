package io.eafix.saga.participant;

import java.time.Duration;

/**
 * What a participant answered.
 *
 * @param body the whole body as text, empty if there was none
 * @param location the Location header, null if there was none
 * @param retryAfter the Retry-After header, zero if there was none
 */
public record ParticipantAnswer(int status, String body, String location, Duration retryAfter) {}
