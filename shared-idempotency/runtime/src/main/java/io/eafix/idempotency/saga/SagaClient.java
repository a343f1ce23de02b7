package io.eafix.idempotency.saga;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Starts sagas at the orchestrator.
 *
 * <p>The idempotency key decides which saga is meant: sending a start again with its key, after a
 * timeout or a crash, answers with the saga of the first time. Never call this inside an open
 * transaction; commit the wish to start first and send it from a worker.
 */
@ApplicationScoped
public class SagaClient {

  private static final Set<Integer> TRANSIENT = Set.of(408, 409, 425, 429);

  private final SagaClientConfig config;
  private final ServiceUrls urls;
  private final ObjectMapper json;
  private final HttpClient http;

  SagaClient(Vertx vertx, SagaClientConfig config, ServiceUrls urls, ObjectMapper json) {
    this.config = config;
    this.urls = urls;
    this.json = json;
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(config.connectionsMax())
                .setMaxWaitQueueSize(config.waitingMax())
                .setConnectTimeout(config.timeoutMs()));
  }

  /**
   * Starts a saga, once for each key.
   *
   * @param idempotencyKey 1 to 255 visible ASCII characters, derived from what the saga is about
   * @return the saga; fails with {@link SagaStartException}, whose {@code definite()} tells whether
   *     to send it again
   */
  public Uni<SagaStarted> start(SagaStart start, String idempotencyKey) {
    return Uni.createFrom().completionStage(() -> send(start, idempotencyKey)).map(this::read);
  }

  private CompletionStage<Answer> send(SagaStart start, String key) {
    byte[] body = write(start);
    return http.request(options(key))
        .compose(request -> exchange(request, body))
        .recover(
            failure ->
                Future.failedFuture(
                    new SagaStartException(false, "no answer from the orchestrator", failure)))
        .toCompletionStage();
  }

  private RequestOptions options(String key) {
    URI base = urls.byService().get("saga-orchestrator");
    if (base == null) {
      throw new IllegalStateException("eafix.urls.saga-orchestrator is not configured");
    }
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setAbsoluteURI(base.resolve("/sagas").toString())
        .setTimeout(config.timeoutMs())
        .putHeader("Idempotency-Key", key)
        .putHeader("Content-Type", "application/json")
        .putHeader("Accept", "application/json");
  }

  private static Future<Answer> exchange(HttpClientRequest request, byte[] body) {
    return request
        .send(Buffer.buffer(body))
        .compose(
            response -> response.body().map(content -> new Answer(response.statusCode(), content)));
  }

  private SagaStarted read(Answer answer) {
    if (answer.status() / 100 == 2) {
      try {
        JsonNode saga = json.readTree(answer.body().getBytes());
        return new SagaStarted(saga.path("sagaId").asText(), saga.path("state").asText());
      } catch (IOException malformed) {
        throw new SagaStartException(false, "the orchestrator's answer is no JSON", malformed);
      }
    }
    boolean definite = answer.status() / 100 == 4 && !TRANSIENT.contains(answer.status());
    throw new SagaStartException(
        definite, "the orchestrator answered " + answer.status() + ": " + answer.body(), null);
  }

  private byte[] write(SagaStart start) {
    try {
      return json.writeValueAsBytes(start);
    } catch (JsonProcessingException unwritable) {
      throw new SagaStartException(true, "the saga's context cannot be written", unwritable);
    }
  }

  @PreDestroy
  void close() {
    http.close();
  }

  private record Answer(int status, Buffer body) {}
}
