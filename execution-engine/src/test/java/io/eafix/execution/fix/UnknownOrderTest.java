package io.eafix.execution.fix;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.eafix.execution.flow.Engine;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A venue that answers questions about orders it does not know with "rejected" (150=8). */
@QuarkusTest
@TestProfile(FixVenueTest.WithFix.class)
@WithTestResource(SimulatorProcess.class)
class UnknownOrderTest {

  @AfterEach
  void asBefore() {
    simulate("unknown?refused=false");
  }

  @Test
  void anOrderInDoubtIsNotRefusedByAnAnswerAboutIt() {
    simulate("unknown?refused=true");
    simulate("faults?kind=IGNORE");
    String execution = Engine.submitted(Engine.marketOrder(Engine.account()));
    Engine.awaitStatus(execution, "MANUAL_REVIEW").then().body("order.leaves", equalTo("10000"));
  }

  private static void simulate(String what) {
    given().port(SimulatorProcess.httpPort()).post("/" + what).then().statusCode(200);
  }
}
