package io.eafix.execution.review;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.eafix.execution.venue.Execution;
import io.eafix.execution.venue.ReportSink;
import io.eafix.execution.venue.VenueReport;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Executions that no order explains, and disputed ones, are open until a person has compared. */
@QuarkusTest
class ResolveExecutionTest {
  private static final String DONE = "In their statement";

  @Inject ReportSink sink;
  @Inject AgroalDataSource database;

  private final String stranger = Leftovers.make().clOrdId();

  @Test
  void eachIsOpenUntilAPersonHasComparedIt() throws SQLException {
    int before = open();
    stray("4000");
    stray("5000");
    assertEquals(before + 2, open());
    listed("").body(ours("kind"), contains("REUSED_ID", "STRAY"));

    List<String> ids = listed("").extract().path(ours("id"));
    for (String id : ids) {
      String key = UUID.randomUUID().toString();
      resolve(key, id).then().statusCode(200).body("resolution", equalTo(DONE));
      resolve(key, id).then().statusCode(200).header("Idempotent-Replayed", "true");
      resolve(UUID.randomUUID().toString(), id)
          .then()
          .statusCode(422)
          .body("type", endsWith("already-resolved"));
      assertEquals(1, noted(id));
    }
    listed("").body(ours("id"), empty());
    listed("&status=RESOLVED")
        .body(ours("kind"), contains("REUSED_ID", "STRAY"))
        .body(ours("resolvedBy"), everyItem(equalTo("A. Trader")));
    assertEquals(before, open());
  }

  @Test
  void whatIsSaidAgainStaysResolved() {
    stray("4000");
    String id = listed("").extract().path("find { it.clOrdId == '" + stranger + "' }.id");
    resolve(UUID.randomUUID().toString(), id).then().statusCode(200);
    stray("4000");
    listed("").body(ours("id"), empty());
  }

  @Test
  void whatIsNotThereIsNotFound() {
    resolve(UUID.randomUUID().toString(), UUID.randomUUID().toString()).then().statusCode(404);
  }

  private void stray(String quantity) {
    Execution execution =
        new Execution(
            "DEMO",
            stranger + "1",
            new BigDecimal(quantity),
            new BigDecimal("1.08512"),
            Instant.parse("2026-01-05T10:00:00Z"));
    VenueReport report =
        new VenueReport(
            Leftovers.ELSEWHERE,
            stranger,
            "V1",
            VenueReport.State.WORKING,
            new BigDecimal("10000"),
            execution.quantity(),
            List.of(execution),
            Optional.empty());
    sink.book(report).await().atMost(Duration.ofSeconds(10));
  }

  private static Response resolve(String key, String id) {
    return Engine.write(key)
        .body(Map.of("person", "A. Trader", "reason", DONE))
        .post("/reviews/executions/" + id + "/resolve");
  }

  private static ValidatableResponse listed(String query) {
    return given().get("/reviews/executions?limit=500" + query).then().statusCode(200);
  }

  private String ours(String field) {
    return "findAll { it.clOrdId == '" + stranger + "' }." + field;
  }

  private static int open() {
    return given().get("/orders/stats").then().extract().path("openExecutions");
  }

  private int noted(String id) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM operator_action WHERE object = 'execution %s'"
                    .formatted(id))) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
