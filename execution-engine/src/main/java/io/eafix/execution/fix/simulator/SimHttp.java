package io.eafix.execution.fix.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.eafix.execution.matching.Depth;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The simulator from outside its session: figures and orders, and what shall go wrong. */
final class SimHttp implements AutoCloseable {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;

  /**
   * @param pending lets what is pending go on; true refuses it
   */
  SimHttp(
      InetSocketAddress address,
      SimBook book,
      SimFaults faults,
      Runnable disconnect,
      Consumer<Boolean> pending)
      throws IOException {
    server = HttpServer.create(address, 0);
    serve("/q/health/ready", query -> Map.of("status", "UP"));
    serve("/stats", query -> book.figures());
    serve("/orders", query -> book.lines());
    serve(
        "/disconnect",
        query -> {
          disconnect.run();
          return Map.of("disconnected", true);
        });
    serve(
        "/faults",
        query -> {
          faults.add(SimFaults.Kind.valueOf(query.get("kind")));
          return query;
        });
    serve(
        "/pending",
        query -> {
          pending.accept(Boolean.parseBoolean(query.get("refused")));
          return query;
        });
    serve(
        "/unknown",
        query -> {
          faults.refuseUnknown(Boolean.parseBoolean(query.get("refused")));
          return query;
        });
    serve(
        "/depth",
        query -> {
          book.deepen(depth(query));
          return query;
        });
  }

  void start() {
    server.start();
  }

  /** Without a quantity the market is as deep as it gets. */
  private static Depth depth(Map<String, String> query) {
    return query.containsKey("quantity")
        ? new Depth(
            Optional.of(new BigDecimal(query.get("quantity"))),
            Integer.parseInt(query.getOrDefault("levels", "1")),
            new BigDecimal(query.getOrDefault("step", "0")))
        : Depth.UNLIMITED;
  }

  private void serve(String path, Function<Map<String, String>, Object> handler) {
    server.createContext(
        path,
        exchange -> {
          try {
            answer(exchange, OK, handler.apply(query(exchange)));
          } catch (RuntimeException mistake) {
            answer(exchange, BAD_REQUEST, Map.of("detail", String.valueOf(mistake.getMessage())));
          }
        });
  }

  private static Map<String, String> query(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    return query == null
        ? Map.of()
        : Arrays.stream(query.split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair.length < 2 ? "" : pair[1]));
  }

  private void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
