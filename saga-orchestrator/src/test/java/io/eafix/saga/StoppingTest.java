package io.eafix.saga;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.eafix.saga.support.LiveStream;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A replica that stops. It cannot be told to go on, so no other test of streams is here. */
@QuarkusTest
@TestProfile(SmallReplicaTest.Small.class)
class StoppingTest {

  @Inject Event<ShutdownDelayInitiatedEvent> stop;

  @Test
  void streamsEndAndNewOnesAreRefused() throws Exception {
    StubParticipants.reset();
    Shapes.patientSteps("watched");
    StubParticipants.hold("/alpha/do-a");
    String saga = Sagas.start("watched", Map.of());
    try (LiveStream one = LiveStream.open("/sagas/" + saga + "/events").begun();
        LiveStream all = LiveStream.open("/sagas/events?definition=watched").begun()) {
      Sagas.command(saga, "pause", Map.of("reason", "to be seen")).statusCode(200);
      for (LiveStream stream : List.of(one, all)) {
        stream.until(change -> change.getString("state").equals("PAUSED"));
      }
      stop.fire(new ShutdownDelayInitiatedEvent());
      all.end();
      one.end();
      for (String path : List.of("/sagas/events", "/sagas/" + saga + "/events")) {
        given()
            .get(path)
            .then()
            .statusCode(503)
            .contentType("application/problem+json")
            .header("Retry-After", "1")
            .body("type", equalTo("urn:eafix:problem:stopping"));
      }
    } finally {
      StubParticipants.release("/alpha/do-a");
    }
    Sagas.command(saga, "resume", Map.of("reason", "seen")).statusCode(200);
    Sagas.await(saga, "COMPLETED");
  }
}
