package io.eafix.saga.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.Map;

/**
 * JSON that passes through: contexts, inputs and answers, as maps, lists and plain values. Decimals
 * keep all their digits, and numbers stay numbers.
 */
public final class Payloads {

  /** What a decimal in plain form may have after its point, or of zeros before it. */
  public static final int SCALE_MAX = 9999;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private Payloads() {}

  /**
   * Reads any JSON value.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  public static Object read(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(
          "malformed JSON: " + malformed.getOriginalMessage(), malformed);
    }
  }

  /**
   * Reads a JSON object.
   *
   * @throws IllegalArgumentException if it is malformed or another value
   */
  public static Map<String, Object> readObject(String text) {
    try {
      return JSON.readValue(text, OBJECT);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(
          "no JSON object: " + malformed.getOriginalMessage(), malformed);
    }
  }

  /**
   * Writes a value; the same value always gives the same text.
   *
   * @throws IllegalArgumentException if a number has more than {@link #SCALE_MAX} places or zeros
   */
  public static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalArgumentException("not JSON: " + impossible.getMessage(), impossible);
    }
  }
}
