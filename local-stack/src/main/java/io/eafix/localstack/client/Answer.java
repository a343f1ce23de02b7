package io.eafix.localstack.client;

import java.net.http.HttpResponse;
import java.util.Arrays;

/**
 * The final answer to a request that changes something.
 *
 * @param replayed whether the service says that it had answered this key before
 */
public record Answer(int status, byte[] body, boolean replayed) {

  static Answer of(HttpResponse<byte[]> response) {
    boolean replayed =
        response.headers().firstValue("Idempotent-Replayed").orElse("").equals("true");
    return new Answer(response.statusCode(), response.body(), replayed);
  }

  /** Whether both would tell a client the same, byte for byte. */
  public boolean isSameAs(Answer other) {
    return status == other.status && Arrays.equals(body, other.body);
  }
}
