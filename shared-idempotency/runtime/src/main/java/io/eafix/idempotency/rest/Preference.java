package io.eafix.idempotency.rest;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code Prefer: wait=N}, seconds; anything else in the header is ignored, as its
 * specification demands.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7240">RFC 7240, Prefer Header for HTTP</a>
 */
public final class Preference {

  private static final Pattern WAIT =
      Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:$|[,;])");

  private Preference() {}

  /** How long the client is willing to wait, zero if it does not say. */
  public static Duration waitTime(List<String> values, Duration max) {
    for (String value : values) {
      Matcher matcher = WAIT.matcher(value);
      if (matcher.find()) {
        Duration asked = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
        return asked.compareTo(max) > 0 ? max : asked;
      }
    }
    return Duration.ZERO;
  }
}
