package io.eafix.idempotency.deployment;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.eafix.idempotency.Idempotent;
import io.eafix.localstack.process.Ports;
import io.eafix.testservers.TestServers;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.UUID;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Dev UI page's calls, in an application that runs in dev mode. */
class DevUiTest {

  private static final int RECORDS = 4;
  private static final int PORT = Ports.free();

  @RegisterExtension
  static final QuarkusDevModeTest APPLICATION =
      new QuarkusDevModeTest()
          .withApplicationRoot(
              jar ->
                  jar.addClass(Greetings.class)
                      .addAsResource(
                          new StringAsset(
                              ServerSettings.properties("idempotency_dev")
                                  + "\nquarkus.http.port="
                                  + PORT),
                          "application.properties"));

  private final String key = UUID.randomUUID().toString();
  private DevUiCalls page;

  /** Answers at once. */
  @Path("/greetings")
  public static class Greetings {

    @POST
    @Idempotent(operation = "greet")
    public Uni<String> greet(String name) {
      return Uni.createFrom().item("hello " + name);
    }
  }

  /** One test, since each would start an application of its own. */
  @Test
  void recordsAreListedFoundReleasedAndDeleted() throws InterruptedException {
    TestServers.redis().command("FLUSHALL");
    for (int i = 0; i < RECORDS; i++) {
      greet(key + i).statusCode(200);
    }
    try (DevUiCalls calls = new DevUiCalls(PORT)) {
      page = calls;
      isListedByOperationAndStatus();
      isFoundByTheClientsKeyAndByItsOwn(key + 0);
      whatHasFinishedIsDeletedAndNotReleased(key + 1);
      whatRunsIsReleased(key + 2);
    }
    thePageIsServed();
  }

  private void isListedByOperationAndStatus() throws InterruptedException {
    await().until(() -> list("", "COMPLETED").get("records").size() == RECORDS);
    assertEquals(RECORDS, list("greet", "").get("records").size());
    assertEquals(0, list("greet", "RUNNING").get("records").size());
    assertEquals(0, list("other", "").get("records").size());
    assertTrue(list("", "").get("last").asBoolean());
  }

  private void isFoundByTheClientsKeyAndByItsOwn(String clientKey) throws InterruptedException {
    JsonNode found = find(clientKey).get(0);
    assertEquals("greet", found.get("operation").asText());
    assertEquals(200, found.get("answer").get("status").asInt());
    assertEquals("hello world", found.get("answer").get("body").asText());
    JsonNode again = find(found.get("key").asText()).get(0);
    assertEquals(found.get("executionId"), again.get("executionId"));
    assertEquals(0, find("no such key").size());
  }

  private void whatHasFinishedIsDeletedAndNotReleased(String clientKey)
      throws InterruptedException {
    JsonNode record = find(clientKey).get(0);
    assertEquals("STALE", change("release", record));
    assertEquals(1, find(clientKey).size());
    assertEquals("OK", change("delete", record));
    assertEquals(0, find(clientKey).size());
    // Postgres still knows.
    greet(clientKey).statusCode(200).header("Idempotent-Replayed", "true");
  }

  private void whatRunsIsReleased(String clientKey) throws InterruptedException {
    String name = "eafix:idempotency:" + find(clientKey).get(0).get("key").asText();
    TestServers.redis().command("HSET", name, "st", "R", "un", "99999999999999");
    JsonNode record = find(clientKey).get(0);
    assertEquals("RUNNING", record.get("status").asText());
    assertEquals("OK", change("release", record));
    assertEquals("FREE", find(clientKey).get(0).get("status").asText());
  }

  private static void thePageIsServed() {
    application()
        .get("/q/dev-ui/shared-idempotency/qwc-eafix-idempotency-records.js")
        .then()
        .statusCode(200)
        .body(containsString("customElements.define('qwc-eafix-idempotency-records'"));
  }

  private static ValidatableResponse greet(String key) {
    return application().header("Idempotency-Key", key).body("world").post("/greetings").then();
  }

  private static RequestSpecification application() {
    return given().port(PORT);
  }

  private JsonNode list(String operation, String status) throws InterruptedException {
    return page.call("list", Map.of("operation", operation, "status", status, "cursor", ""));
  }

  private JsonNode find(String text) throws InterruptedException {
    return page.call("find", Map.of("key", text, "tenant", "", "principal", ""));
  }

  private String change(String action, JsonNode record) throws InterruptedException {
    return page.call(
            action,
            Map.of("key", record.get("key").asText(), "fence", record.get("fence").asText()))
        .asText();
  }
}
