package io.eafix.bench.sagas;

import io.eafix.bench.HttpConnection;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Requests of one client, over one kept-alive connection to each server. Not thread-safe. */
final class Calls implements AutoCloseable {

  private final Map<Integer, HttpConnection> connections = new HashMap<>();

  /**
   * Sends a request and reads the whole answer.
   *
   * @throws IllegalStateException if the answer is not a success
   */
  HttpConnection.Answer send(String method, String url, Map<String, String> headers, String body)
      throws IOException {
    URI target = URI.create(url);
    String path =
        target.getRawQuery() == null
            ? target.getRawPath()
            : target.getRawPath() + '?' + target.getRawQuery();
    HttpConnection.Answer answer = connection(target.getPort()).send(method, path, headers, body);
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException(
          method + " " + url + " answered " + answer.status() + ": " + answer.text());
    }
    return answer;
  }

  private HttpConnection connection(int port) throws IOException {
    HttpConnection connection = connections.get(port);
    if (connection == null) {
      connection = new HttpConnection(port);
      connections.put(port, connection);
    }
    return connection;
  }

  @Override
  public void close() throws IOException {
    for (HttpConnection connection : connections.values()) {
      connection.close();
    }
  }
}
