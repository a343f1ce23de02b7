package io.eafix.idempotency.key;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What a request asks for, as one digest: two requests with the same key must have the same one.
 *
 * <p>Covers method, path, query and body to the last byte. A body that is JSON counts in its
 * canonical form, so that reordered members and {@code 1.0850} for {@code 1.085} are the same
 * request.
 */
public final class Fingerprint {

  private static final Pattern JSON =
      Pattern.compile("application/(.+\\+)?json", Pattern.CASE_INSENSITIVE);

  private Fingerprint() {}

  /**
   * The fingerprint of an HTTP request.
   *
   * @param method as in the request line
   * @param path raw path
   * @param query raw query, {@code null} if there is none; its parameters may come in any order
   * @param contentType the media type without parameters, {@code null} if there is none
   * @param body all bytes of the body, empty if there is none
   * @return 64 hexadecimal digits
   */
  public static String ofHttp(
      String method, String path, String query, String contentType, byte[] body) {
    boolean json = contentType != null && JSON.matcher(contentType).matches();
    byte[] canonical = json ? CanonicalJson.of(body).orElse(body) : body;
    return Sha256.framed().part(method).part(path).part(sorted(query)).part(canonical).hex();
  }

  private static String sorted(String query) {
    if (query == null || query.indexOf('&') < 0) {
      return query;
    }
    String[] parameters = query.split("&", -1);
    // A stable sort by name keeps repeated parameters in their order, which may carry meaning.
    Arrays.sort(
        parameters, java.util.Comparator.comparing(parameter -> parameter.split("=", 2)[0]));
    return String.join("&", parameters);
  }
}
