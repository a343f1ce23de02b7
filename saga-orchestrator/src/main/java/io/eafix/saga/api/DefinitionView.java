package io.eafix.saga.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One version of a definition.
 *
 * @param digest SHA-256 of the content; the same content is the same version
 * @param document the content, absent in lists
 */
public record DefinitionView(
    String name,
    int version,
    String digest,
    Instant createdAt,
    String createdBy,
    JsonNode document) {}
