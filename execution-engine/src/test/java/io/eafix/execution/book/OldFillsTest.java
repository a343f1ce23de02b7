package io.eafix.execution.book;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.Matchers.containsInAnyOrder;

import io.agroal.api.AgroalDataSource;
import io.eafix.execution.flow.Engine;
import io.eafix.execution.flow.Leftovers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Fills that were booked under the venue's account are moved to their order's. */
@QuarkusTest
class OldFillsTest {
  private static final String MIGRATION = "/db/migration/V6__fills_by_account_of_order.sql";
  private static final String FILL =
      """
      INSERT INTO fill
      SELECT venue, '%s', '%s', id, cl_ord_id, symbol, side, 1000, 1.2, now(), now()
      FROM orders WHERE id = '%s'""";

  @Inject AgroalDataSource database;

  private final Leftovers left = Leftovers.make();

  @Test
  void unlessItsIdWasGivenTwice() throws SQLException, IOException {
    left.sentElsewhere(database);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        InputStream migration = OldFillsTest.class.getResourceAsStream(MIGRATION)) {
      statement.execute(fill("THEIRS", "1"));
      statement.execute(fill("", "2"));
      statement.execute(fill("DEMO", "3"));
      statement.execute(fill("", "4"));
      statement.execute(fill("THEIRS", "4"));
      statement.execute(new String(migration.readAllBytes(), UTF_8));
    }
    Engine.status(left.execution().toString())
        .then()
        .body("order.fills.account", containsInAnyOrder("DEMO", "DEMO", "DEMO", "", "THEIRS"));
  }

  private String fill(String account, String number) {
    return FILL.formatted(account, left.clOrdId() + number, left.order());
  }
}
