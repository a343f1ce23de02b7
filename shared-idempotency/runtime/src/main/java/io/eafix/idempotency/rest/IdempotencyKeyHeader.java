package io.eafix.idempotency.rest;

import io.eafix.idempotency.problem.Problems;
import java.util.List;
import java.util.Optional;

/**
 * Reads the {@code Idempotency-Key} header: 1 to 255 visible ASCII characters, quoted as a
 * structured field string or bare. Quoted and bare forms of one key are the same key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9651">RFC 9651, Strings</a>
 */
final class IdempotencyKeyHeader {

  static final String NAME = "Idempotency-Key";

  private static final int LENGTH_MAX = 255;
  private static final String ALLOWED =
      "1 to " + LENGTH_MAX + " visible ASCII characters, quoted or bare, in one header";

  private IdempotencyKeyHeader() {}

  /**
   * The key of a request.
   *
   * @param values all values of the header
   * @return empty if there is no header; throws a 400 problem if it is malformed
   */
  static Optional<String> read(List<String> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() > 1) {
      throw malformed("given " + values.size() + " times");
    }
    String key = unquoted(values.get(0).strip());
    if (key.isEmpty()) {
      throw malformed("empty");
    }
    if (key.length() > LENGTH_MAX) {
      throw malformed("has " + key.length() + " characters");
    }
    if (!key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw malformed("has a character that is not visible ASCII");
    }
    return Optional.of(key);
  }

  private static String unquoted(String value) {
    if (!value.startsWith("\"")) {
      return value;
    }
    StringBuilder key = new StringBuilder(value.length());
    int last = value.length() - 1;
    for (int i = 1; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i < last) {
        key.append(value.charAt(++i));
      } else if (c == '"') {
        if (i != last) {
          throw malformed("goes on after its closing quote");
        }
        return key.toString();
      } else {
        key.append(c);
      }
    }
    throw malformed("has no closing quote");
  }

  private static RuntimeException malformed(String wrong) {
    return Problems.badRequest(NAME, wrong, ALLOWED);
  }
}
