package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.count;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.idempotency.schema.ExpiredRows;
import io.eafix.testservers.TestServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The promise ends with the row, and the row after its time. */
@QuarkusTest
class ExpiredRowsTest {

  @Inject ExpiredRows expired;
  @Inject DataSource dataSource;

  private final String key = unique();
  private final String text = unique();

  @Test
  void aKeyWhoseTimeIsOverIsNew() throws SQLException {
    post("/notes", key, body(text)).then().statusCode(201);
    deleteExpired();
    post("/notes", key, body(text)).then().statusCode(201).header("Idempotent-Replayed", "true");
    letAllExpire(dataSource);
    deleteExpired();
    post("/notes", key, body(text + "!"))
        .then()
        .statusCode(201)
        .header("Idempotent-Replayed", nullValue());
    assertEquals(1, count(text + "!"));
  }

  @Test
  void whatIsInDoubtIsKeptUntilItIsDecided() throws SQLException {
    post("/remote?then=BREAK", key, body(text)).then().statusCode(409);
    letAllExpire(dataSource);
    deleteExpired();
    post("/remote?then=BREAK", key, body(text)).then().statusCode(409);
    assertEquals(1, count(text));
  }

  /** As if a day had passed, for Postgres and Redis. */
  static void letAllExpire(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("update execution set expires_at = clock_timestamp() - interval '1 hour'");
    }
    TestServers.redis().command("FLUSHALL");
  }

  private void deleteExpired() {
    expired.delete().await().atMost(Duration.ofSeconds(20));
  }
}
