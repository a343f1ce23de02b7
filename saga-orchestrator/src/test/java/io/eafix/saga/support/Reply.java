package io.eafix.saga.support;

import java.time.Duration;
import java.util.Map;

/**
 * How a participant behaves on one request.
 *
 * @param act whether the request takes effect
 * @param answer whether an answer is sent; if not, the connection is cut
 */
public record Reply(
    boolean act,
    boolean answer,
    int status,
    String body,
    Map<String, String> headers,
    Duration delay,
    Runnable afterwards) {

  private static final Runnable NOTHING = () -> {};

  public static Reply ok(String body) {
    return new Reply(true, true, 200, body, Map.of(), Duration.ZERO, NOTHING);
  }

  public static Reply status(int status) {
    return new Reply(
        false, true, status, "{\"title\":\"as told\"}", Map.of(), Duration.ZERO, NOTHING);
  }

  /** A definite refusal with this body. */
  public static Reply refused(String body) {
    return new Reply(false, true, 422, body, Map.of(), Duration.ZERO, NOTHING);
  }

  /** Takes effect, then cuts the connection. */
  public static Reply dropAfterActing() {
    return new Reply(true, false, 0, "", Map.of(), Duration.ZERO, NOTHING);
  }

  /** Cuts the connection without effect. */
  public static Reply dropBeforeActing() {
    return new Reply(false, false, 0, "", Map.of(), Duration.ZERO, NOTHING);
  }

  public static Reply accepted(String location) {
    return new Reply(true, true, 202, "", Map.of("Location", location), Duration.ZERO, NOTHING);
  }

  public Reply after(Duration wait) {
    return new Reply(act, answer, status, body, headers, wait, afterwards);
  }

  public Reply with(String header, String value) {
    return new Reply(act, answer, status, body, Map.of(header, value), delay, afterwards);
  }

  /** Runs something right before the answer is sent. */
  public Reply andThen(Runnable action) {
    return new Reply(act, answer, status, body, headers, delay, action);
  }
}
