package io.eafix.systemtests.saga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.localstack.client.Answer;
import io.eafix.localstack.client.PatientClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The orchestrator's API over HTTP, patient with processes that die. */
final class SagaClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ANSWER_SECONDS_MAX = 3;

  private final PatientClient patient = new PatientClient();
  private final HttpClient http = HttpClient.newHttpClient();

  void define(String base, String name, String yaml) throws Exception {
    patient
        .send(
            HttpRequest.newBuilder(URI.create(base + "/saga-definitions/" + name))
                .header("Content-Type", "application/yaml")
                .header("Idempotency-Key", "define-" + name + yaml.hashCode())
                .PUT(HttpRequest.BodyPublishers.ofString(yaml))
                .build())
        .get(30, TimeUnit.SECONDS);
  }

  /** Starts a saga; asks again with the same key until it is answered. */
  CompletableFuture<String> start(String base, String definition, String key) {
    String body =
        "{\"definition\":\"%s\",\"businessKey\":\"%s\",\"context\":{\"n\":\"%s\"}}"
            .formatted(definition, key, key);
    return patient
        .send(
            HttpRequest.newBuilder(URI.create(base + "/sagas"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .timeout(Duration.ofSeconds(ANSWER_SECONDS_MAX))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build())
        .thenApply(SagaClient::sagaId);
  }

  /** A GET as JSON; null if there is no 200. */
  JsonNode get(String url) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url))
                  .timeout(Duration.ofSeconds(ANSWER_SECONDS_MAX))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : null;
    } catch (IOException away) {
      return null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static String sagaId(Answer answer) {
    try {
      return JSON.readTree(answer.body()).get("sagaId").asText();
    } catch (IOException malformed) {
      throw new IllegalStateException(malformed);
    }
  }
}
