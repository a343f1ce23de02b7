package io.eafix.idempotency.problem;

import java.util.Optional;

/**
 * Text that Postgres keeps as it is. It refuses U+0000 in {@code text} and in {@code jsonb}; half a
 * surrogate pair has no form in UTF-8, and the drivers send a question mark in its place, which
 * makes two texts one.
 */
public final class StorableText {

  /** What is allowed, in words for clients. */
  static final String ALLOWED = "text without U+0000 and without half a surrogate pair";

  private static final char REPLACEMENT = '\uFFFD';

  private StorableText() {}

  /** What is wrong with a text, in words for who wrote it; empty if nothing is. */
  public static Optional<String> fault(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0) {
        return Optional.of("has the character U+0000");
      }
      if (isHalf(text, i)) {
        return Optional.of("has half a surrogate pair");
      }
    }
    return Optional.empty();
  }

  /**
   * The text with U+FFFD for what cannot be kept: for text whose author cannot be told.
   *
   * @param text may be {@code null}
   */
  public static String repaired(String text) {
    if (text == null || fault(text).isEmpty()) {
      return text;
    }
    StringBuilder repaired = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == 0 || isHalf(text, i)) {
        repaired.setCharAt(i, REPLACEMENT);
      }
    }
    return repaired.toString();
  }

  /** 400 for a field that has such a text. */
  static void require(String field, String text) {
    fault(text)
        .ifPresent(
            wrong -> {
              throw Problems.badRequest(repaired(field), wrong, ALLOWED);
            });
  }

  private static boolean isHalf(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
