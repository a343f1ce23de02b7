package io.eafix.saga;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.saga.support.Database;
import io.eafix.saga.support.Sagas;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One saga for each business key, if its definition says so; Postgres refuses every other. */
@QuarkusTest
class ExclusiveKeyTest {

  private static final String TAKEN = "urn:eafix:problem:business-key-taken";
  private static final String STARTS = "with change as";

  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final String business = UUID.randomUUID().toString();

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.threeSteps("free");
    Sagas.define(
        "exclusive",
        Shapes.definition("exclusive", Shapes.step("a", "alpha")) + "uniqueBusinessKey: true\n");
  }

  @AfterEach
  void stop() {
    clients.shutdownNow();
  }

  @Test
  void aHundredConcurrentStartsAreOneSaga() throws Exception {
    List<Integer> statuses = new ArrayList<>();
    for (Future<ValidatableResponse> answer :
        clients.invokeAll(
            Collections.<Callable<ValidatableResponse>>nCopies(
                100, () -> start("exclusive", business)))) {
      statuses.add(answer.get().extract().statusCode());
    }
    assertEquals(1, Collections.frequency(statuses, 201));
    assertEquals(99, Collections.frequency(statuses, 422));
    assertEquals(1, sagas(business));
  }

  /** The other replica's start is under way when this one's begins, and commits before it. */
  @Test
  void whoIsOvertakenByAnotherReplicaIsRefusedAsIfItHadComeLater() throws Exception {
    String key = UUID.randomUUID().toString();
    try (Connection other = Database.connect()) {
      insertWithoutCommit(other, business);
      Future<ValidatableResponse> answer =
          clients.submit(() -> Sagas.start(key, "exclusive", business, Map.of()));
      Database.awaitWaiting(STARTS);
      other.commit();
      answer.get().statusCode(422).body("type", equalTo(TAKEN));
    }
    assertEquals(1, sagas(business));
    Sagas.start(key, "exclusive", business, Map.of())
        .statusCode(422)
        .header("Idempotent-Replayed", "true")
        .body("type", equalTo(TAKEN));
  }

  @Test
  void whoWaitsForAnotherReplicaThatGivesUpIsStarted() throws Exception {
    try (Connection other = Database.connect()) {
      insertWithoutCommit(other, business);
      Future<ValidatableResponse> answer = clients.submit(() -> start("exclusive", business));
      Database.awaitWaiting(STARTS);
      other.rollback();
      answer.get().statusCode(201);
    }
    assertEquals(1, sagas(business));
  }

  /** All of them wait in one commit, for the one before it and for another replica's. */
  @Test
  void aStartThatIsRefusedDoesNotHoldUpThoseThatShareItsCommit() throws Exception {
    List<Future<ValidatableResponse>> good = new ArrayList<>();
    List<Future<ValidatableResponse>> refused = new ArrayList<>();
    try (Connection lock = Database.connect();
        Statement statement = lock.createStatement();
        Connection other = Database.connect()) {
      insertWithoutCommit(other, business);
      lock.setAutoCommit(false);
      statement.execute("lock table execution in share mode");
      good.add(clients.submit(() -> start("free", "first-" + business)));
      Database.awaitWaiting(STARTS);
      for (int i = 0; i < 10; i++) {
        String own = i + business;
        good.add(clients.submit(() -> start("exclusive", own)));
        refused.add(clients.submit(() -> start("exclusive", business)));
      }
      other.commit();
      lock.rollback();
    }
    for (Future<ValidatableResponse> answer : good) {
      answer.get().statusCode(201);
    }
    for (Future<ValidatableResponse> answer : refused) {
      answer.get().statusCode(422).body("type", equalTo(TAKEN));
    }
    assertEquals(1, sagas(business));
  }

  private static ValidatableResponse start(String definition, String business) {
    return Sagas.start(UUID.randomUUID().toString(), definition, business, Map.of());
  }

  private static long sagas(String business) {
    return Database.number("select count(*) from saga where business_key = '" + business + "'");
  }

  private static void insertWithoutCommit(Connection replica, String business) throws SQLException {
    replica.setAutoCommit(false);
    try (Statement statement = replica.createStatement()) {
      statement.execute(
          """
          insert into saga (saga_id, definition, definition_version, business_key, exclusive_key,
                            state, context, progress, version, created_at, updated_at, ended_at)
          select gen_random_uuid(), name, max(version), '%1$s', 'exclusive:%1$s',
                 'COMPLETED', '{}', '{}', 1, now(), now(), now()
            from saga_definition where name = 'exclusive' group by name
          """
              .formatted(business));
    }
  }
}
