package io.eafix.localstack.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestTest {
  private static final int DROP = 0;

  private final Deque<Integer> answers = new ArrayDeque<>();
  private HttpServer service;

  @BeforeEach
  void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.createContext("/", this::answer);
    service.start();
  }

  @AfterEach
  void stop() {
    service.stop(0);
  }

  @Test
  void aReplicaThatDiesOrIsNotReadyIsAskedAgain() {
    answers.addAll(List.of(DROP, 503, 200));

    assertEquals(3, new Rest().get(url()).get("nonTerminal").intValue());
    assertTrue(answers.isEmpty());
  }

  @Test
  void aRefusalIsNotAskedAgain() {
    answers.addAll(List.of(403, 200));

    StackException refused = assertThrows(StackException.class, () -> new Rest().get(url()));

    assertTrue(refused.getMessage().contains("403"), refused.getMessage());
    assertEquals(List.of(200), List.copyOf(answers));
  }

  private String url() {
    return "http://127.0.0.1:" + service.getAddress().getPort() + "/sagas/stats";
  }

  private void answer(HttpExchange exchange) throws IOException {
    int status = answers.remove();
    if (status != DROP) {
      byte[] body = "{\"nonTerminal\":3}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }
}
