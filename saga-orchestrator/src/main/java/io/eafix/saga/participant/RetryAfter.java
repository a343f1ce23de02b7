package io.eafix.saga.participant;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The {@code Retry-After} header of RFC 9110: seconds or an HTTP date. */
final class RetryAfter {

  private static final long SECONDS_MAX = 86_400;

  private RetryAfter() {}

  /** The wait asked for, at most a day; zero if there is none or it cannot be read. */
  static Duration parse(String header, Instant now) {
    if (header == null || header.isBlank()) {
      return Duration.ZERO;
    }
    String value = header.trim();
    try {
      if (value.chars().allMatch(Character::isDigit) && value.length() <= 9) {
        return Duration.ofSeconds(Math.min(SECONDS_MAX, Long.parseLong(value)));
      }
      Duration wait =
          Duration.between(
              now, ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return wait.isNegative()
          ? Duration.ZERO
          : Duration.ofSeconds(Math.min(SECONDS_MAX, wait.toSeconds()));
    } catch (DateTimeException unreadable) {
      return Duration.ZERO;
    }
  }
}
