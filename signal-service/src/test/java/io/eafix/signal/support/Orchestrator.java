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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The other end of a saga start, with faults on demand. It remembers every call, repeated ones too,
 * so that tests see what a real orchestrator would hide.
 */
public final class Orchestrator implements QuarkusTestResourceLifecycleManager {

  /** A call as it came. */
  public record Call(String key, String signalId, JsonObject body) {}

  private static final List<Call> CALLS = new CopyOnWriteArrayList<>();
  private static volatile Function<Call, Integer> answer = call -> 201;

  private HttpServer server;

  public static List<Call> calls() {
    return CALLS;
  }

  /** The status to answer with; a negative one drops the connection after the call was taken. */
  public static void answer(Function<Call, Integer> status) {
    answer = status;
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
    byte[] answer =
        JsonObject.of("sagaId", "saga-of-" + call.signalId, "state", "PENDING")
            .toBuffer()
            .getBytes();
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
  }
}
