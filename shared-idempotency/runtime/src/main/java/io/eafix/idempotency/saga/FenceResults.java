package io.eafix.idempotency.saga;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;

/**
 * Stores results of fenced calls as {@code {"type":"<class>","value":...}}.
 *
 * <p>The class name comes only from rows this application wrote, never from a request.
 */
@Singleton
class FenceResults {

  private final ObjectMapper json;

  FenceResults(ObjectMapper json) {
    this.json = json;
  }

  String write(Object result) {
    if (result == null) {
      return null;
    }
    ObjectNode stored = json.createObjectNode();
    stored.put("type", result.getClass().getName());
    stored.set("value", json.valueToTree(result));
    return stored.toString();
  }

  /** The stored result, or null if none was stored. */
  @SuppressWarnings("unchecked") // the same step's code wrote it with the type it now expects
  <T> T read(String stored) {
    if (stored == null) {
      return null;
    }
    try {
      JsonNode tree = json.readTree(stored);
      Class<?> type =
          Class.forName(
              tree.get("type").asText(), true, Thread.currentThread().getContextClassLoader());
      return (T) json.treeToValue(tree.get("value"), type);
    } catch (JsonProcessingException | ClassNotFoundException unreadable) {
      throw new IllegalStateException("the stored result of a saga step is unreadable", unreadable);
    }
  }
}
