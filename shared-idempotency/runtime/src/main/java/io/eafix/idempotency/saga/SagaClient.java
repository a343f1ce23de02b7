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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Starts sagas at the orchestrator and asks how they stand.
 *
 * <p>The idempotency key decides which saga is meant: sending a start again with its key, after a
 * timeout or a crash, answers with the saga of the first time. Never call this inside an open
 * transaction; commit the wish to start first and send it from a worker.
 */
@ApplicationScoped
public class SagaClient {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
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

  /**
   * The state of a saga, in the orchestrator's words.
   *
   * @return empty if the orchestrator does not know the saga; fails with {@link
   *     SagaStartException}, never definite, if it gave no usable answer
   */
  public Uni<Optional<String>> state(String sagaId) {
    return Uni.createFrom()
        .completionStage(() -> call(options(HttpMethod.GET, "/sagas/" + sagaId), Buffer.buffer()))
        .map(
            answer -> {
              if (answer.status() == NOT_FOUND) {
                return Optional.empty();
              }
              if (answer.status() != OK) {
                throw new SagaStartException(
                    false, "the orchestrator answered " + answer.status(), null);
              }
              return Optional.of(saga(answer).path("state").asText());
            });
  }

  private CompletionStage<Answer> send(SagaStart start, String key) {
    RequestOptions options =
        options(HttpMethod.POST, "/sagas")
            .putHeader("Idempotency-Key", key)
            .putHeader("Content-Type", "application/json");
    return call(options, Buffer.buffer(write(start)));
  }

  private CompletionStage<Answer> call(RequestOptions options, Buffer body) {
    return http.request(options)
        .compose(request -> exchange(request, body))
        .recover(
            failure ->
                Future.failedFuture(
                    new SagaStartException(false, "no answer from the orchestrator", failure)))
        .toCompletionStage();
  }

  private RequestOptions options(HttpMethod method, String path) {
    URI base = urls.byService().get("saga-orchestrator");
    if (base == null) {
      throw new IllegalStateException("eafix.urls.saga-orchestrator is not configured");
    }
    return new RequestOptions()
        .setMethod(method)
        .setAbsoluteURI(base.resolve(path).toString())
        .setTimeout(config.timeoutMs())
        .putHeader("Accept", "application/json");
  }

  private static Future<Answer> exchange(HttpClientRequest request, Buffer body) {
    return request
        .send(body)
        .compose(
            response -> response.body().map(content -> new Answer(response.statusCode(), content)));
  }

  private SagaStarted read(Answer answer) {
    if (answer.status() / 100 == 2) {
      JsonNode saga = saga(answer);
      return new SagaStarted(saga.path("sagaId").asText(), saga.path("state").asText());
    }
    boolean definite = answer.status() / 100 == 4 && !TRANSIENT.contains(answer.status());
    throw new SagaStartException(
        definite, "the orchestrator answered " + answer.status() + ": " + answer.body(), null);
  }

  private JsonNode saga(Answer answer) {
    try {
      return json.readTree(answer.body().getBytes());
    } catch (IOException malformed) {
      throw new SagaStartException(false, "the orchestrator's answer is no JSON", malformed);
    }
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
