package io.eafix.bench.sagas;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The participants: every request takes effect at once and is answered. They do as little as can
 * be, so that what is measured is the coordination.
 */
final class StepServer implements AutoCloseable {

  private static final int START_SECONDS_MAX = 20;
  private static final String ANSWER = "{\"done\":true}";

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong requests = new AtomicLong();
  private final HttpServer server;

  StepServer() throws Exception {
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("localhost").setPort(0))
            .requestHandler(
                request -> {
                  requests.incrementAndGet();
                  request.response().putHeader("Content-Type", "application/json").end(ANSWER);
                })
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .get(START_SECONDS_MAX, TimeUnit.SECONDS);
  }

  String url() {
    return "http://localhost:" + server.actualPort();
  }

  /** Requests that came so far. */
  long requests() {
    return requests.get();
  }

  @Override
  public void close() throws Exception {
    vertx
        .close()
        .toCompletionStage()
        .toCompletableFuture()
        .get(START_SECONDS_MAX, TimeUnit.SECONDS);
  }
}
