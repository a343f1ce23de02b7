package io.eafix.idempotency.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/** Headers of an answer as one field of a record. */
final class AnswerHeaders {

  private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

  private final ObjectMapper json;

  AnswerHeaders(ObjectMapper json) {
    this.json = json;
  }

  String encode(Map<String, String> headers) {
    try {
      return json.writeValueAsString(headers);
    } catch (IOException e) {
      throw new IllegalStateException("a map of strings is always JSON", e);
    }
  }

  Map<String, String> decode(byte[] headers) {
    try {
      return json.readValue(headers, TYPE);
    } catch (IOException e) {
      throw new StoreUnavailableException("the stored headers are not readable", e);
    }
  }
}
