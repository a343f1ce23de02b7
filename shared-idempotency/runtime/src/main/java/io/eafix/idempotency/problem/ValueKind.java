package io.eafix.idempotency.problem;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a text has to be to become a value of some type, in words for clients.
 *
 * @param allowed what is accepted
 * @param parser fails with {@link IllegalArgumentException} or {@link DateTimeException} on others
 */
record ValueKind(String allowed, Consumer<String> parser) {

  /** Empty if every text will do, or if nothing is known about the type. */
  static Optional<ValueKind> of(Class<?> type) {
    if (type.isEnum()) {
      return Optional.of(ofEnum(type));
    } else if (type == int.class || type == Integer.class) {
      return Optional.of(new ValueKind("a whole number", Integer::parseInt));
    } else if (type == long.class || type == Long.class) {
      return Optional.of(new ValueKind("a whole number", Long::parseLong));
    } else if (type == boolean.class || type == Boolean.class) {
      return Optional.of(new ValueKind("true, false", ValueKind::requireBoolean));
    } else if (type == BigDecimal.class) {
      return Optional.of(new ValueKind("a decimal number", BigDecimal::new));
    } else if (type == UUID.class) {
      return Optional.of(new ValueKind("a UUID", UUID::fromString));
    } else if (type == Instant.class) {
      return Optional.of(
          new ValueKind("a time such as 2026-01-05T09:30:00Z", text -> Instant.parse(text)));
    }
    return Optional.empty();
  }

  /** Whether the text becomes a value. */
  boolean accepts(String text) {
    try {
      parser.accept(text);
      return true;
    } catch (IllegalArgumentException | DateTimeException refused) {
      return false;
    }
  }

  private static ValueKind ofEnum(Class<?> type) {
    String names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name())
            .collect(Collectors.joining(", "));
    return new ValueKind(names, text -> requireName(type, text));
  }

  private static void requireName(Class<?> type, String text) {
    boolean known =
        Arrays.stream(type.getEnumConstants())
            .anyMatch(constant -> ((Enum<?>) constant).name().equals(text));
    if (!known) {
      throw new IllegalArgumentException(text);
    }
  }

  private static void requireBoolean(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
  }
}
