package io.eafix.localstack.replay;

import java.net.http.HttpResponse;
import java.util.Arrays;

/**
 * The final answer to a bar.
 *
 * @param replayed whether the service says that it had answered this key before
 */
record BarAnswer(int status, byte[] body, boolean replayed) {

  static BarAnswer of(HttpResponse<byte[]> response) {
    boolean replayed =
        response.headers().firstValue("Idempotent-Replayed").orElse("").equals("true");
    return new BarAnswer(response.statusCode(), response.body(), replayed);
  }

  /** Whether both would tell a client the same, byte for byte. */
  boolean isSameAs(BarAnswer other) {
    return status == other.status && Arrays.equals(body, other.body);
  }
}
