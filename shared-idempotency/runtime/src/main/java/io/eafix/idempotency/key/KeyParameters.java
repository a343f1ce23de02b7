package io.eafix.idempotency.key;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

/**
 * The parameters that change the outcome of an operation, normalised.
 *
 * <p>Decimals count by value, instants in UTC, symbols in upper case; an absent parameter is not
 * the same as any value. Not thread-safe.
 */
public final class KeyParameters {

  private final ObjectNode values = new JsonNodeFactory(true).objectNode();

  private KeyParameters() {}

  /** No parameters yet. */
  public static KeyParameters create() {
    return new KeyParameters();
  }

  /** A text that counts to the letter. */
  public KeyParameters text(String name, String value) {
    return put(name, required(name, value));
  }

  /** A symbol: counts in upper case, without surrounding space. */
  public KeyParameters symbol(String name, String value) {
    return put(name, required(name, value).strip().toUpperCase(Locale.ROOT));
  }

  /** A decimal: counts by value, so 1.0850 is 1.085. */
  public KeyParameters decimal(String name, BigDecimal value) {
    return put(name, CanonicalJson.plain(required(name, value)));
  }

  /** An instant the caller passes; counts in UTC. */
  public KeyParameters instant(String name, Instant value) {
    return put(name, required(name, value).toString());
  }

  /** A member of an enumeration; counts by name. */
  public KeyParameters choice(String name, Enum<?> value) {
    return put(name, required(name, value).name());
  }

  byte[] canonical() {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a key needs at least one parameter");
    }
    return CanonicalJson.of(values);
  }

  private KeyParameters put(String name, String value) {
    if (values.has(name)) {
      throw new IllegalArgumentException(name + ": given twice");
    }
    values.put(name, value);
    return this;
  }

  private static <T> T required(String name, T value) {
    if (value == null) {
      throw new IllegalArgumentException(
          name + ": missing, but it changes the outcome; leave the parameter out to say absent");
    }
    return value;
  }
}
