package io.eafix.systemtests.saga;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Participants over HTTP whose faults are drawn from a seed: they answer slowly, cut the connection
 * after or before acting, are overloaded, refuse for good, and are away for a while. Steps named
 * {@value #ASYNC} are answered with 202, and questions for their outcome meet faults too.
 */
final class FaultyParticipants implements AutoCloseable {
  private static final int THREADS = 32;
  private static final int SLOW_MS = 900;
  private static final String ASYNC = "c";
  private static final String UNAUTHORIZED = "{\"title\":\"whose question is this?\"}";

  private final Ledger ledger = new Ledger();
  private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
  private volatile HttpServer server;
  private final long seed;
  private final int faultPercent;
  private volatile boolean away;

  /**
   * @param faultPercent share of requests that meet a fault
   */
  FaultyParticipants(long seed, int faultPercent) throws IOException {
    this.seed = seed;
    this.faultPercent = faultPercent;
    listen(0);
  }

  private void listen(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Cuts all connections, refuses new ones for a while, then listens on the same port again. */
  void restart() throws IOException {
    int port = server.getAddress().getPort();
    server.stop(0);
    listen(port);
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  Ledger ledger() {
    return ledger;
  }

  /** While away, every connection is cut before anything happens. */
  void away(boolean now) {
    away = now;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String saga = exchange.getRequestHeaders().getFirst("Saga-Id");
    String step = exchange.getRequestHeaders().getFirst("Saga-Step");
    boolean compensation =
        "compensation".equals(exchange.getRequestHeaders().getFirst("Saga-Phase"));
    boolean poll = exchange.getRequestMethod().equals("GET");
    int attempt =
        attempts
            .computeIfAbsent(saga + step + compensation + poll, key -> new AtomicInteger())
            .incrementAndGet();
    Random random = new Random(seed ^ (step + compensation + poll + attempt + saga).hashCode());
    if (!poll && !compensation && !step.startsWith("r") && refuses(saga, step)) {
      answer(exchange, 422, "{\"title\":\"refused\"}");
      return;
    }
    int fault = random.nextInt(100) < faultPercent ? random.nextInt(4) : -1;
    if (away || fault == 0) {
      exchange.close();
      return;
    }
    if (fault == 1) {
      answer(exchange, 503, "{\"title\":\"overloaded\"}");
      return;
    }
    if (poll) {
      tell(exchange, step, fault);
      return;
    }
    int delay = fault == 2 ? SLOW_MS : random.nextInt(8);
    threads.schedule(
        () -> act(exchange, saga, step, compensation, body, fault == 3),
        delay,
        TimeUnit.MILLISECONDS);
  }

  private static void tell(HttpExchange exchange, String step, int fault) throws IOException {
    if (fault == 2) {
      answer(exchange, 401, UNAUTHORIZED);
    } else if (fault == 3) {
      answer(exchange, 202, "{}");
    } else {
      answer(exchange, 200, done(step));
    }
  }

  private static String done(String step) {
    return "{\"step\":\"" + step + "\"}";
  }

  private void act(
      HttpExchange exchange,
      String saga,
      String step,
      boolean compensation,
      String body,
      boolean silent) {
    try {
      Ledger.Answer done = ledger.apply(saga, step, compensation, body);
      if (silent) {
        exchange.close();
      } else if (done == Ledger.Answer.BARRED) {
        answer(exchange, 422, "{\"title\":\"compensated already\"}");
      } else if (step.equals(ASYNC)) {
        exchange.getResponseHeaders().add("Location", "/outcomes/" + saga);
        answer(exchange, 202, "{}");
      } else {
        answer(exchange, 200, done(step));
      }
    } catch (IOException gone) {
      exchange.close();
    }
  }

  /** One step in twelve is refused, always in the same way. */
  private boolean refuses(String saga, String step) {
    return faultPercent > 0 && new Random(seed ^ (saga + step).hashCode()).nextInt(12) == 0;
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
