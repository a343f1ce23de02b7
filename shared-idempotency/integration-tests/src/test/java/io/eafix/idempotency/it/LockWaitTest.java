package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.unique;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that another transaction holds for too long is no fault of the request. */
@QuarkusTest
class LockWaitTest {

  @Inject DataSource dataSource;

  @ParameterizedTest
  @ValueSource(strings = {"by-entity", "by-statement", "by-sql"})
  void aWaitForALockThatIsTooLongIsAnsweredWith503AndTheKeyIsFree(String way) throws SQLException {
    int id = post("/notes", unique(), body(unique())).then().statusCode(201).extract().path("id");
    String key = unique();
    String path = "/locked/" + id + "/" + way;
    try (Connection other = dataSource.getConnection()) {
      other.setAutoCommit(false);
      lock(other, id);
      post(path, key, "")
          .then()
          .statusCode(503)
          .contentType("application/problem+json")
          .header("Retry-After", matchesPattern("[1-9][0-9]*"));
      other.rollback();
    }
    post(path, key, "").then().statusCode(200).header("Idempotent-Replayed", nullValue());
  }

  private static void lock(Connection connection, int id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select 1 from note where id = ? for update")) {
      statement.setInt(1, id);
      statement.executeQuery();
    }
  }
}
