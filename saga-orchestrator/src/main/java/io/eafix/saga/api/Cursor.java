package io.eafix.saga.api;

import io.eafix.idempotency.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Where a page ended. Pages do not shift when sagas are added meanwhile. */
record Cursor(Instant createdAt, UUID sagaId) {

  String encode() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((createdAt + " " + sagaId).getBytes(StandardCharsets.UTF_8));
  }

  static Cursor decode(String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ");
      return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    } catch (RuntimeException malformed) {
      throw Problems.badRequest("cursor", "not a cursor", "the next member of a page");
    }
  }
}
