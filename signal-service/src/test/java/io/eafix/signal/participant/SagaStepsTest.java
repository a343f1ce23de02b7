package io.eafix.signal.participant;

import static io.eafix.signal.support.Api.sagaRequest;
import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.eafix.signal.support.Signals;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SagaStepsTest {

  @Test
  void aValidSignalIsAnsweredWithWhatItsOrderNeeds() {
    String id = Signals.send("BUY", Map.of());
    validate(id, saga())
        .then()
        .statusCode(200)
        .body("signalId", equalTo(id))
        .body("side", equalTo("BUY"))
        .body("quantity", equalTo("10000"))
        .body("bid", equalTo("1.1"))
        .body("account", equalTo("DEMO"))
        // It ages until it is decided on, whenever that is.
        .body("asOf", nullValue());
  }

  @Test
  void anExpiredSignalIsRefusedForGood() {
    Instant longAgo = Instant.now().minusSeconds(3600);
    String id =
        Signals.send(
            "BUY",
            Map.of(
                "quoteTime", longAgo.toString(), "validUntil", longAgo.plusSeconds(1).toString()));
    validate(id, saga())
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:signal-expired"));
  }

  @Test
  void holdIsNotTradable() {
    validate(Signals.send("HOLD", Map.of()), saga())
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:signal-not-tradable"));
  }

  @Test
  void anUndoneSignalIsNeverTradedAgain() {
    String id = Signals.send("SELL", Map.of());
    String saga = saga();
    validate(id, saga).then().statusCode(200);
    markInvalid(id, saga).then().statusCode(200).body("status", equalTo("INVALID"));
    get("/signals/" + id)
        .then()
        .body("status", equalTo("INVALID"))
        .body("invalidReason", equalTo("refused by risk"));
    validate(id, saga())
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:signal-invalid"));
  }

  @Test
  void anUndoThatOvertakesItsStepBarsIt() {
    String id = Signals.send("SELL", Map.of());
    String saga = saga();
    markInvalid(id, saga).then().statusCode(200);
    validate(id, saga)
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:saga-step-compensated"));
  }

  @Test
  void anUnknownSignalIsRefused() {
    validate(UUID.randomUUID().toString(), saga()).then().statusCode(404);
  }

  private static Response validate(String id, String saga) {
    return sagaRequest(saga, "validate_signal", "action")
        .body(Map.of("signalId", id))
        .post("/saga/validate_signal");
  }

  private static Response markInvalid(String id, String saga) {
    return sagaRequest(saga, "validate_signal", "compensation")
        .body(Map.of("signalId", id, "reason", "refused by risk"))
        .post("/saga/mark_signal_invalid");
  }

  private static String saga() {
    return UUID.randomUUID().toString();
  }
}
