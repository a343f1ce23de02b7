package io.eafix.signal.bar;

import static io.eafix.signal.support.Api.actions;
import static io.eafix.signal.support.Api.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.signal.support.TestStrategies;
import io.eafix.signal.support.Wave;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A version that was replaced and comes back trades the edges that come, whatever it saw last. */
@QuarkusTest
class OldVersionTest {

  private static final int BARS_MAX = 450;

  @Inject DataSource database;

  @Test
  void whatItSawBeforeAnotherVersionTookOverIsOld() throws SQLException {
    int bought = 0;
    while (!next(bought).equals(List.of("BUY"))) {
      bought++;
      assertTrue(bought < BARS_MAX, "the wave crosses");
    }
    for (int i = 1; i < Wave.PERIOD_BARS; i++) {
      next(bought + i);
    }
    assertTrue(judgedByAnotherVersion(bought) > 100);
    assertEquals(List.of("BUY"), next(bought + Wave.PERIOD_BARS));
  }

  private static List<String> next(int i) {
    return actions(post(Wave.bar(TestStrategies.RETURNED, i)));
  }

  private int judgedByAnotherVersion(int after) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "update signal set strategy_version = 2 where symbol = ? and bar_open_time > ?")) {
      statement.setString(1, TestStrategies.RETURNED);
      statement.setObject(2, Wave.openTime(after).atOffset(ZoneOffset.UTC));
      return statement.executeUpdate();
    }
  }
}
