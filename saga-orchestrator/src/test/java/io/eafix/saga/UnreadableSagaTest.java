package io.eafix.saga;

import static org.awaitility.Awaitility.await;

import io.eafix.saga.support.Database;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sagas that this version cannot read, as one of a newer version may be. */
@QuarkusTest
class UnreadableSagaTest {

  private static final int SAGAS = 8;

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.patientSteps("unreadable");
  }

  @Test
  void holdUpNoOtherAndAreTakenUpAgain() {
    StubParticipants.hold("/alpha/do-a");
    List<String> bad = new ArrayList<>();
    List<String> good = new ArrayList<>();
    for (int i = 0; i < SAGAS; i++) {
      (i % 2 == 0 ? bad : good).add(Sagas.start("unreadable", Map.of()));
    }
    await()
        .until(
            () ->
                bad.stream().noneMatch(saga -> StubParticipants.calls(saga).isEmpty())
                    && good.stream().noneMatch(saga -> StubParticipants.calls(saga).isEmpty()));
    // All have to be read again once their answers are there, those that cannot be among them.
    bad.forEach(saga -> set(saga, "UNHEARD_OF"));
    good.forEach(saga -> set(saga, "RUNNING"));
    StubParticipants.release("/alpha/do-a");
    good.forEach(saga -> Sagas.await(saga, "COMPLETED"));
    bad.forEach(saga -> set(saga, "RUNNING"));
    bad.forEach(saga -> Sagas.await(saga, "COMPLETED"));
  }

  private static void set(String saga, String status) {
    Database.execute(
        "update saga set version = version + 1,"
            + " progress = jsonb_set(progress, '{steps,a,status}', '\""
            + status
            + "\"') where saga_id = '"
            + saga
            + "'");
  }
}
