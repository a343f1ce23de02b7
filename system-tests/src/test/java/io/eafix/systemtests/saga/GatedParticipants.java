package io.eafix.systemtests.saga;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.eafix.localstack.process.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Participants that hold requests at a gate until a test lets them through or drops them. */
final class GatedParticipants implements AutoCloseable {
  private static final Duration ARRIVAL_TIMEOUT = Duration.ofSeconds(30);
  private static final int HELD_SECONDS_MAX = 60;

  private final Ledger ledger = new Ledger();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final Map<String, CompletableFuture<Boolean>> gates = new ConcurrentHashMap<>();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  GatedParticipants() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  Ledger ledger() {
    return ledger;
  }

  /** Holds requests to a path from now on. */
  void close(String path) {
    gates.put(path, new CompletableFuture<>());
  }

  /** Lets the requests that are held act and be answered, and all later ones too. */
  void open(String path) {
    gates.remove(path).complete(true);
  }

  /** Cuts the requests that are held, without effect; later ones go through. */
  void drop(String path) {
    gates.remove(path).complete(false);
  }

  /** Refuses every request to a path, without effect. */
  void refuse(String path) {
    refused.add(path);
  }

  void refuseNothing() {
    refused.clear();
  }

  /** Idempotency keys of a saga's requests in order of arrival. */
  List<String> keys(String saga) {
    return keys.stream().filter(key -> key.startsWith(saga)).toList();
  }

  void awaitArrival(String key, int times) {
    if (!Waiting.until(ARRIVAL_TIMEOUT, () -> keys.stream().filter(key::equals).count() >= times)) {
      throw new AssertionError(key + " did not arrive " + times + " times, but only " + keys);
    }
  }

  @Override
  public void close() {
    gates.values().forEach(gate -> gate.complete(false));
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    CompletableFuture<Boolean> gate =
        gates.getOrDefault(path, CompletableFuture.completedFuture(true));
    keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    if (!gate.completeOnTimeout(false, HELD_SECONDS_MAX, TimeUnit.SECONDS).join()) {
      exchange.close();
    } else if (refused.contains(path)) {
      answer(exchange, 422, "{\"title\":\"refused\"}");
    } else {
      Ledger.Answer done =
          ledger.apply(
              exchange.getRequestHeaders().getFirst("Saga-Id"),
              exchange.getRequestHeaders().getFirst("Saga-Step"),
              "compensation".equals(exchange.getRequestHeaders().getFirst("Saga-Phase")),
              body);
      answer(exchange, done == Ledger.Answer.DONE ? 200 : 422, "{}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
