package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.saga.support.Database;
import io.eafix.saga.support.LiveStream;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Following all sagas at once, and the audit of definitions. */
@QuarkusTest
class FeedTest {

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.threeSteps("followed");
    Shapes.threeSteps("unfollowed");
  }

  @Test
  void eachStateOfEachSagaIsToldOnce() throws Exception {
    StubParticipants.on("/gamma/do-c", call -> Reply.status(422));
    try (LiveStream stream = LiveStream.open("/sagas/events?definition=followed")) {
      String other = Sagas.start("unfollowed", Map.of());
      String saga = Sagas.start("followed", Map.of());
      List<JsonPath> changes =
          stream.until(change -> change.getString("state").equals("COMPENSATED"));
      assertTrue(changes.stream().noneMatch(c -> c.getString("sagaId").equals(other)));
      List<String> states =
          changes.stream()
              .filter(c -> c.getString("sagaId").equals(saga))
              .map(c -> c.getString("state"))
              .toList();
      // RUNNING is found by looking, and may have passed by then.
      assertEquals(
          List.of("COMPENSATING", "COMPENSATED"),
          states.stream().filter(state -> !state.equals("RUNNING")).toList());
      assertEquals("0 of 3 steps", changes.get(changes.size() - 1).getString("progress"));
    }
  }

  @Test
  void aFilterByStateLeavesTheOthersOut() throws Exception {
    StubParticipants.on(
        "/alpha/do-a",
        call -> call.body().has("refused") ? Reply.status(422) : Reply.ok("{\"done\":1}"));
    try (LiveStream stream = LiveStream.open("/sagas/events?state=COMPENSATED")) {
      Sagas.await(Sagas.start("followed", Map.of()), "COMPLETED");
      String undone = Sagas.start("followed", Map.of("refused", true));
      List<JsonPath> changes = stream.until(change -> undone.equals(change.getString("sagaId")));
      assertTrue(changes.stream().allMatch(c -> c.getString("state").equals("COMPENSATED")));
    }
    given()
        .get("/sagas/events?state=NONSENSE")
        .then()
        .statusCode(400)
        .body("field", equalTo("state"));
  }

  /** Another replica is a writer that this process does not hear of. */
  @Test
  void whatOthersMoveIsFoundByLooking() throws Exception {
    Shapes.patientSteps("paused-elsewhere");
    StubParticipants.hold("/beta/do-b");
    String saga = Sagas.start("paused-elsewhere", Map.of());
    Sagas.await(saga, s -> s.getString("steps[0].status").equals("DONE"), "first step");
    try (LiveStream stream = LiveStream.open("/sagas/events?state=PAUSED")) {
      Database.execute(
          "update saga set state = 'PAUSED', version = version + 1, owner_epoch = null,"
              + " progress = progress || '{\"direction\":\"RUNNING\"}'"
              + " where saga_id = '"
              + saga
              + "'");
      List<JsonPath> changes = stream.until(change -> saga.equals(change.getString("sagaId")));
      assertEquals("1 of 3 steps", changes.get(changes.size() - 1).getString("progress"));
    } finally {
      StubParticipants.release("/beta/do-b");
    }
  }

  @Test
  void aDefinitionsAuditNamesEveryVersion() {
    String name = "audited-" + UUID.randomUUID();
    Sagas.define(name, Shapes.definition(name, Shapes.step("a", "alpha")));
    Sagas.define(name, Shapes.definition(name, Shapes.step("b", "beta")));
    given()
        .get("/saga-definitions/" + name + "/audit")
        .then()
        .statusCode(200)
        .body("size()", equalTo(2))
        .body("action", equalTo(List.of("definition_put", "definition_put")))
        .body("actor[0]", equalTo("anonymous"))
        .body("detail[0]", startsWith("version 2, digest "))
        .body("detail[1]", startsWith("version 1, digest "));
    given()
        .get("/saga-definitions/trading/audit")
        .then()
        .statusCode(200)
        .body("size()", equalTo(0));
    given().get("/saga-definitions/nothing/audit").then().statusCode(404);
  }
}
