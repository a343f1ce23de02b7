package io.eafix.saga.participant;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One request to a participant.
 *
 * @param uri path and query
 * @param headers all headers but content type and length
 * @param body JSON, null for a poll
 * @param timeout longest wait from sending to the last byte of the answer
 * @param until after this time it is not sent any more, however long others were under way; null if
 *     it always is
 */
public record ParticipantCall(
    HttpMethod method,
    String uri,
    Map<String, String> headers,
    Buffer body,
    Duration timeout,
    Instant until) {}
