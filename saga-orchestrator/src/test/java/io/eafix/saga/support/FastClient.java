package io.eafix.saga.support;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/** Starts and cancels sagas with little effort, for tests with many of them. Thread-safe. */
public final class FastClient {

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private final HttpClient http = HttpClient.newHttpClient();

  /** Starts a saga with an empty context and gives its id. */
  public String start(String definition) {
    HttpResponse<String> answer =
        post(
            "/sagas",
            "{\"definition\":\"%s\",\"businessKey\":\"%s\",\"context\":{}}"
                .formatted(definition, UUID.randomUUID()));
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.statusCode() + ": " + answer.body());
    }
    return answer.headers().firstValue("Location").orElseThrow().replaceAll(".*/", "");
  }

  /** Cancels a saga and gives the answer's status. */
  public int cancel(String sagaId) {
    return post("/sagas/" + sagaId + "/cancel", "{\"reason\":\"race\"}").statusCode();
  }

  private HttpResponse<String> post(String path, String body) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", UUID.randomUUID().toString())
              .timeout(ANSWER_TIMEOUT)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }
}
