package io.eafix.signal.signals;

import static io.eafix.signal.support.Api.actions;
import static io.eafix.signal.support.Api.post;
import static io.eafix.signal.support.Api.sagaRequest;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.eafix.signal.support.TestStrategies;
import io.eafix.signal.support.Wave;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A feed that catches up trades on nothing that is past, unless someone asked for a replay. */
@QuarkusTest
class HistoryTest {
  private static final int BARS = 600;

  @Test
  void aSignalOfABarThatIsLongOverIsKeptAndHasExpired() {
    String id = null;
    for (int i = 0; i < BARS && id == null; i++) {
      Response bar = post(Wave.bar(TestStrategies.PAST, i));
      id =
          actions(bar).stream().anyMatch(action -> !"HOLD".equals(action))
              ? bar.path("signals[0].signalId")
              : null;
    }
    assertNotNull(id, "the wave crosses");
    sagaRequest(UUID.randomUUID().toString(), "validate_signal", "action")
        .body(Map.of("signalId", id))
        .post("/saga/validate_signal")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:eafix:problem:signal-expired"));
  }
}
