package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.testservers.TestServers;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first migration of an application that has run without any: tables are there already. */
class FirstMigrationTest {

  private static final String DATABASE = "idempotency_migrated";

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .setBeforeAllCustomizer(FirstMigrationTest::createTable)
          .withApplicationRoot(
              jar ->
                  jar.addAsResource(
                          new StringAsset("create table mine as select 7 as seven;"),
                          "db/migration/V1__mine.sql")
                      .addAsResource(
                          new StringAsset(
                              ServerSettings.properties(DATABASE)
                                  + "\nquarkus.flyway.migrate-at-start=true"),
                          "application.properties"));

  @Inject DataSource dataSource;

  @Test
  void itIsAppliedLikeAnyOther() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet mine = statement.executeQuery("select seven from mine")) {
      mine.next();
      assertEquals(7, mine.getInt(1));
    }
  }

  private static void createTable() {
    TestServers.database(DATABASE);
    try (Connection connection = TestServers.postgres().connect(DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute("create table there_before ()");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
