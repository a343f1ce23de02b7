package io.eafix.bench.sagas;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests over connections that are kept open, one for each thread that calls. */
final class Calls {

  private static final int TIMEOUT_MS = 30_000;

  private Calls() {}

  /**
   * Sends a request and reads the whole answer.
   *
   * @throws IllegalStateException if the answer is not a success
   */
  static String send(String method, String url, Map<String, String> headers, String body)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MS);
    connection.setReadTimeout(TIMEOUT_MS);
    connection.setRequestMethod(method);
    headers.forEach(connection::setRequestProperty);
    connection.setDoOutput(true);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    connection.setFixedLengthStreamingMode(bytes.length);
    connection.getOutputStream().write(bytes);
    int status = connection.getResponseCode();
    String answer = read(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    if (status / 100 != 2) {
      throw new IllegalStateException(method + " " + url + " answered " + status + ": " + answer);
    }
    return answer;
  }

  private static String read(InputStream stream) throws IOException {
    if (stream == null) {
      return "";
    }
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
