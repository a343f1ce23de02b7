package io.eafix.saga.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Participants over real HTTP: every service of {@link #SERVICES} is a path of one server. They
 * keep a fence as real ones do; what a request meets beyond that is told by the test.
 */
public final class StubParticipants implements QuarkusTestResourceLifecycleManager {

  private static final List<String> SERVICES =
      List.of("signal-service", "risk-service", "execution-engine", "alpha", "beta", "gamma");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<ReceivedCall> CALLS = new CopyOnWriteArrayList<>();
  private static final Map<String, Function<ReceivedCall, Reply>> BEHAVIOURS =
      new ConcurrentHashMap<>();
  private static final Set<String> HELD = ConcurrentHashMap.newKeySet();
  private static final int HELD_LOOK_MS = 20;
  private static final StepLedger LEDGER = new StepLedger();

  private HttpServer server;
  private ScheduledExecutorService threads;

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
    threads = Executors.newScheduledThreadPool(32);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
    Map<String, String> config = new HashMap<>();
    for (String service : SERVICES) {
      config.put(
          "eafix.urls." + service,
          "http://localhost:" + server.getAddress().getPort() + "/" + service);
    }
    config.put("eafix.urls.saga-orchestrator", "http://localhost:8084");
    return config;
  }

  @Override
  public void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Everything received since the last {@link #reset()}, in order of arrival. */
  public static List<ReceivedCall> calls() {
    return CALLS;
  }

  public static List<ReceivedCall> calls(String sagaId) {
    return CALLS.stream().filter(call -> sagaId.equals(call.sagaId())).toList();
  }

  /** What took effect. */
  public static StepLedger ledger() {
    return LEDGER;
  }

  /** Keeps every request to a path waiting until {@link #release}. */
  public static void hold(String path) {
    HELD.add(path);
  }

  public static void release(String path) {
    HELD.remove(path);
  }

  /** Tells how requests to a path are met, e.g. {@code /alpha/do}. */
  public static void on(String path, Function<ReceivedCall, Reply> behaviour) {
    BEHAVIOURS.put(path, behaviour);
  }

  public static void reset() {
    CALLS.clear();
    BEHAVIOURS.clear();
    HELD.clear();
    LEDGER.clear();
  }

  private void serve(HttpExchange exchange) throws IOException {
    ReceivedCall call = read(exchange);
    CALLS.add(call);
    Reply reply =
        BEHAVIOURS
            .getOrDefault(call.path(), any -> Reply.ok("{\"done\":\"" + any.step() + "\"}"))
            .apply(call);
    if (HELD.contains(call.path())) {
      hold(exchange, call, reply);
    } else if (reply.delay().isZero()) {
      answer(exchange, call, reply);
    } else {
      threads.schedule(
          () -> {
            try {
              answer(exchange, call, reply);
            } catch (IOException gone) {
              exchange.close();
            }
          },
          reply.delay().toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  private void hold(HttpExchange exchange, ReceivedCall call, Reply reply) throws IOException {
    if (!HELD.contains(call.path())) {
      answer(exchange, call, reply);
      return;
    }
    threads.schedule(
        () -> {
          try {
            hold(exchange, call, reply);
          } catch (IOException gone) {
            exchange.close();
          }
        },
        HELD_LOOK_MS,
        TimeUnit.MILLISECONDS);
  }

  private static void answer(HttpExchange exchange, ReceivedCall call, Reply told)
      throws IOException {
    told.afterwards().run();
    Reply reply = told.act() && call.body() != null ? LEDGER.act(call, told) : told;
    if (!reply.answer()) {
      exchange.close();
      return;
    }
    reply.headers().forEach(exchange.getResponseHeaders()::add);
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static ReceivedCall read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    JsonNode json = body.length == 0 ? null : JSON.readTree(body);
    return new ReceivedCall(
        exchange.getRequestURI().toString(),
        exchange.getRequestHeaders().getFirst("Idempotency-Key"),
        exchange.getRequestHeaders().getFirst("Saga-Id"),
        exchange.getRequestHeaders().getFirst("Saga-Step"),
        exchange.getRequestHeaders().getFirst("Saga-Phase"),
        json,
        headers);
  }
}
