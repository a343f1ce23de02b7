package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.async;
import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.postgres.PostgresServer;
import io.eafix.testservers.TestServers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connection breaks between a commit and its answer, because Postgres is killed there. Whether
 * it had committed by then nobody can say, and nothing happens twice.
 */
@QuarkusTest
class LostCommitTest {

  static final String DATABASE = "idempotency_it";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Any number, for a lock that nothing else takes. */
  private static final int LOCK = 20_261_127;

  private final String key = unique();
  private final String text = unique();
  private final PostgresServer postgres = TestServers.postgres();

  /** It is durable, and its answer waits for a standby that there is not. */
  @ParameterizedTest
  @ValueSource(strings = {"/notes", "/plain"})
  void whatHadCommittedIsReplayed(String path) throws SQLException {
    CompletableFuture<Response> first;
    asSuperuser("alter system set synchronous_standby_names = 'nobody'", "select pg_reload_conf()");
    try {
      first = async(() -> brought(path));
      awaitCommitThatWaitsFor("SyncRep");
      postgres.kill();
    } finally {
      startIfKilled();
      asSuperuser("alter system reset synchronous_standby_names", "select pg_reload_conf()");
    }
    assertUnknown(first.join());
    answered(path).then().statusCode(201).header("Idempotent-Replayed", "true");
    assertEquals(1, count(text));
  }

  /** The check of a deferred constraint is a part of the commit, and waits. */
  @ParameterizedTest
  @ValueSource(strings = {"/notes", "/plain"})
  void whatHadNotCommittedRunsAgain(String path) throws SQLException {
    CompletableFuture<Response> first;
    asSuperuser(
        """
        create function wait_in_commit() returns trigger language plpgsql as $$
        begin
          perform pg_advisory_xact_lock_shared(%d);
          return null;
        end
        $$
        """
            .formatted(LOCK),
        """
        create constraint trigger wait_in_commit after insert on note
          deferrable initially deferred for each row execute function wait_in_commit()
        """);
    try (Connection other = postgres.connect(DATABASE);
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(" + LOCK + ")");
      first = async(() -> brought(path));
      awaitCommitThatWaitsFor("advisory");
      postgres.kill();
    } finally {
      startIfKilled();
      asSuperuser("drop function wait_in_commit() cascade");
    }
    assertUnknown(first.join());
    answered(path).then().statusCode(201).header("Idempotent-Replayed", nullValue());
    post(path, key, body(text)).then().statusCode(201).header("Idempotent-Replayed", "true");
    assertEquals(1, count(text));
  }

  /** The first answer that is not about a pooled connection which an earlier test has killed. */
  private Response brought(String path) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> post(path, key, body(text)),
            answer -> !answer.asString().contains("nothing happened"));
  }

  private static void assertUnknown(Response answer) {
    answer
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", matchesPattern("[1-9][0-9]*"))
        .body("type", equalTo("urn:eafix:problem:temporarily-unavailable"))
        .body("detail", containsString("not known yet whether this happened"));
  }

  /** The answer that a client gets which repeats its request for as long as it is told to. */
  private Response answered(String path) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Response answer = post(path, key, body(text));
              assertTrue(List.of(201, 409, 503).contains(answer.statusCode()), answer::asString);
              return answer;
            },
            answer -> answer.statusCode() == 201);
  }

  private void startIfKilled() {
    if (!postgres.isRunning()) {
      postgres.start();
    }
  }

  private void awaitCommitThatWaitsFor(String event) {
    String waiting =
        """
        select count(*) from pg_stat_activity
         where datname = '%s' and lower(query) = 'commit' and wait_event = '%s'
        """
            .formatted(DATABASE, event);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              try (Connection connection = postgres.connect(DATABASE);
                  Statement statement = connection.createStatement();
                  ResultSet rows = statement.executeQuery(waiting)) {
                rows.next();
                return rows.getLong(1) == 1;
              }
            });
  }

  private void asSuperuser(String... statements) throws SQLException {
    try (Connection connection = postgres.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
