package io.eafix.idempotency.store;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * The final answer of an execution, as its caller sees it.
 *
 * @param status HTTP status, 100 to 599
 * @param headers allow-listed headers, names in lower case
 * @param body exact bytes; {@code null} means that the response has no body. The array is shared
 *     and must not be changed.
 */
public record StoredAnswer(int status, Map<String, String> headers, byte[] body) {

  public StoredAnswer {
    headers = Map.copyOf(headers);
  }

  /** Length of the body in bytes. */
  public int bodyBytes() {
    return body == null ? 0 : body.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredAnswer that
        && status == that.status
        && headers.equals(that.headers)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, headers, Arrays.hashCode(body));
  }

  @Override
  public String toString() {
    return "StoredAnswer[status=" + status + ", bodyBytes=" + bodyBytes() + "]";
  }
}
