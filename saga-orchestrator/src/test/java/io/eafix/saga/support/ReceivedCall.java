package io.eafix.saga.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A request as a participant received it. */
public record ReceivedCall(
    String path,
    String key,
    String sagaId,
    String step,
    String phase,
    JsonNode body,
    Map<String, String> headers) {}
