package io.eafix.signal.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The other end of a saga start, with faults on demand, and of the question for a saga's state. It
 * remembers every call, repeated ones too, so that tests see what a real orchestrator would hide.
 */
public final class Orchestrator implements QuarkusTestResourceLifecycleManager {

  /** A call as it came. */
  public record Call(String key, String signalId, JsonObject body) {}

  private static final String ID = "saga-of-";
  private static final List<Call> CALLS = new CopyOnWriteArrayList<>();
  private static final Set<String> ASKED = ConcurrentHashMap.newKeySet();
  private static volatile Function<Call, Integer> answer = call -> 201;
  private static volatile UnaryOperator<String> state = signalId -> "COMPLETED";

  private HttpServer server;

  public static List<Call> calls() {
    return CALLS;
  }

  /** The status to answer with; a negative one drops the connection after the call was taken. */
  public static void answer(Function<Call, Integer> status) {
    answer = status;
  }

  /** The state of the saga of a signal; null if it is not known. */
  public static void state(UnaryOperator<String> stateOfSignal) {
    state = stateOfSignal;
  }

  /** Whether someone asked for the saga of a signal. */
  public static boolean wasAskedFor(String signalId) {
    return ASKED.contains(signalId);
  }

  public static void heal() {
    answer = call -> 201;
    state = signalId -> "COMPLETED";
  }

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/sagas", Orchestrator::take);
    server.start();
    return Map.of(
        "eafix.urls.saga-orchestrator", "http://localhost:" + server.getAddress().getPort());
  }

  private static void take(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      tell(exchange);
      return;
    }
    JsonObject body =
        new JsonObject(
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    Call call = new Call(key, body.getString("businessKey"), body);
    CALLS.add(call);
    int status = answer.apply(call);
    if (status < 0) {
      exchange.close();
      return;
    }
    answer(exchange, status, JsonObject.of("sagaId", ID + call.signalId, "state", "PENDING"));
  }

  private static void tell(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String signalId = path.substring(path.lastIndexOf('/') + 1).substring(ID.length());
    ASKED.add(signalId);
    String told = state.apply(signalId);
    answer(exchange, told == null ? 404 : 200, JsonObject.of("state", told));
  }

  private static void answer(HttpExchange exchange, int status, JsonObject body)
      throws IOException {
    byte[] bytes = body.toBuffer().getBytes();
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }
}
