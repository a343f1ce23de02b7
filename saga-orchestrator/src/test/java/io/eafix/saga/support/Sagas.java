package io.eafix.saga.support;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.is;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The orchestrator's API as tests use it. */
public final class Sagas {

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private Sagas() {}

  public static void define(String name, String yaml) {
    yaml(yaml).put("/saga-definitions/" + name).then().statusCode(anyOf(is(200), is(201)));
  }

  /** A request with YAML as its body and a fresh key. */
  public static RequestSpecification yaml(String yaml) {
    return given()
        .config(
            RestAssured.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .encodeContentTypeAs("application/yaml", ContentType.TEXT)))
        .contentType("application/yaml")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(yaml);
  }

  public static ValidatableResponse start(
      String key, String definition, String businessKey, Map<String, ?> context) {
    return given()
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .body(Map.of("definition", definition, "businessKey", businessKey, "context", context))
        .post("/sagas")
        .then();
  }

  public static String start(String definition, Map<String, ?> context) {
    return start(UUID.randomUUID().toString(), definition, UUID.randomUUID().toString(), context)
        .statusCode(201)
        .extract()
        .path("sagaId");
  }

  public static ValidatableResponse command(String sagaId, String command, Map<String, ?> body) {
    return given()
        .contentType("application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(body)
        .post("/sagas/" + sagaId + "/" + command)
        .then();
  }

  public static JsonPath get(String sagaId) {
    return given().get("/sagas/" + sagaId).then().statusCode(200).extract().jsonPath();
  }

  public static JsonPath await(String sagaId, String state) {
    return await(sagaId, saga -> state.equals(saga.getString("state")), state);
  }

  public static JsonPath await(String sagaId, Predicate<JsonPath> condition, String what) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    JsonPath saga = get(sagaId);
    while (!condition.test(saga)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + what + " in time, but " + saga.prettify());
      }
      LockSupport.parkNanos(LOOK_NANOS);
      saga = get(sagaId);
    }
    return saga;
  }
}
