package io.eafix.saga.api;

import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.problem.StorableText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a page ended. Pages do not shift when something is added meanwhile.
 *
 * @param key tells what has the same time apart
 */
record Cursor(Instant at, String key) {

  private static final int PARTS = 2;

  String encode() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at + " " + key).getBytes(StandardCharsets.UTF_8));
  }

  /** Null for null. */
  static Cursor decode(String text) {
    if (text == null) {
      return null;
    }
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", PARTS);
      if (StorableText.fault(parts[1]).isEmpty()) {
        return new Cursor(Instant.parse(parts[0]), parts[1]);
      }
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException other) {
      throw malformed();
    }
    throw malformed();
  }

  UUID sagaId() {
    try {
      return UUID.fromString(key);
    } catch (IllegalArgumentException other) {
      throw malformed();
    }
  }

  private static RuntimeException malformed() {
    return Problems.badRequest("cursor", "not a cursor", "where the page before this one ended");
  }
}
