package io.eafix.idempotency.it;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.eafix.testservers.TestServers;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Requests of the tests. */
final class Notes {

  private Notes() {}

  static String unique() {
    return UUID.randomUUID().toString();
  }

  static String body(String text) {
    return "{\"text\":\"" + text + "\",\"quantity\":1.0850}";
  }

  static RequestSpecification withKey(String key) {
    return given().contentType(ContentType.JSON).header("Idempotency-Key", key);
  }

  static Response post(String path, String key, String body) {
    return withKey(key).body(body).post(path);
  }

  static long count(String text) {
    return Long.parseLong(
        given()
            .queryParam("text", text)
            .get("/notes/count")
            .then()
            .statusCode(200)
            .extract()
            .asString());
  }

  /** Starts Redis again and waits until the application uses it: another test may follow. */
  static void restartRedis() {
    TestServers.redis().restart();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                given()
                    .get("/q/health/ready")
                    .then()
                    .body(
                        "checks.find { it.name == 'Idempotency store' }.data.store",
                        equalTo("available")));
  }

  /** Sends a request from a thread of its own. */
  static CompletableFuture<Response> async(Supplier<Response> call) {
    return CompletableFuture.supplyAsync(call, task -> new Thread(task).start());
  }
}
