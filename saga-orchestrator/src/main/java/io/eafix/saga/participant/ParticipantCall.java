package io.eafix.saga.participant;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Map;

/**
 * One request to a participant.
 *
 * @param uri path and query
 * @param headers all headers but content type and length
 * @param body JSON, null for a poll
 * @param timeout longest wait from sending to the last byte of the answer
 */
public record ParticipantCall(
    HttpMethod method, String uri, Map<String, String> headers, Buffer body, Duration timeout) {}
