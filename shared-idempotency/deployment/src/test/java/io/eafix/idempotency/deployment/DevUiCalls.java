package io.eafix.idempotency.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The calls of this extension's Dev UI page, on the one WebSocket that the page has too. Quarkus'
 * own test support opens one for each call, and sleeps for three seconds before it looks for the
 * answer.
 */
final class DevUiCalls implements WebSocket.Listener, AutoCloseable {

  private static final String NAMESPACE = "shared-idempotency_";
  private static final int PATIENCE_SECONDS = 30;

  private final ObjectMapper json = new ObjectMapper();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;
  private int id;

  DevUiCalls(int port) {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://localhost:" + port + "/q/dev-ui/json-rpc-ws"), this)
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .join();
  }

  /** What a method of the page's backend gives. */
  JsonNode call(String method, Map<String, String> parameters) throws InterruptedException {
    id++;
    Map<String, Object> request =
        Map.of("jsonrpc", "2.0", "id", id, "method", NAMESPACE + method, "params", parameters);
    socket.sendText(written(request), true).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    while (true) {
      String text = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError("no answer to " + request);
      }
      JsonNode answer = read(text);
      // The Dev UI tells of its own affairs on this socket too.
      if (answer.path("id").asInt() == id) {
        return answer.path("result").path("object");
      }
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      received.add(message.toString());
      message.setLength(0);
    }
    return WebSocket.Listener.super.onText(from, part, last);
  }

  private String written(Object value) {
    try {
      return json.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
