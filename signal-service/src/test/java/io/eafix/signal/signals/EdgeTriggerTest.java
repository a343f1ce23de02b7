package io.eafix.signal.signals;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The database itself keeps an edge from being traded twice, whatever a service believes. */
@QuarkusTest
class EdgeTriggerTest {

  private static final Instant START = Instant.parse("2021-03-01T00:00:00Z");
  private static final String UNIQUE_VIOLATION = "23505";

  @Inject DataSource database;

  private final String strategy = "edge-" + UUID.randomUUID();
  private final String symbol = strategy.substring(5, 17);

  @Test
  void theSameEdgeIsNoneOnTheNextBar() {
    passes(1, 1, "BUY", 1);
    refused(1, 2, "BUY", 1);
    passes(1, 2, "SELL", -1);
    refused(1, 3, "SELL", -1);
    passes(1, 3, "BUY", 1);
  }

  @Test
  void whatWasSeenWithoutTradingCountsToo() {
    passes(1, 1, "BUY", 1);
    passes(1, 2, "HOLD", 1);
    refused(1, 3, "BUY", 1);
    passes(1, 3, "HOLD", 0);
    passes(1, 4, "BUY", 1);
  }

  @Test
  void aSideThatWasNotKeptRefusesNothing() {
    passes(1, 1, "HOLD", null);
    passes(1, 2, "BUY", 1);
  }

  @Test
  void aNewVersionOrAnotherSeriesBeginsAfresh() {
    passes(1, 1, "BUY", 1);
    passes(2, 2, "BUY", 1);
    passes("another-" + strategy, symbol, 1, 2, "BUY", 1);
    passes(strategy, "Y" + symbol.substring(1), 1, 2, "BUY", 1);
  }

  /** It was switched off, or its version was replaced and came back: what it saw last is old. */
  @Test
  void whatWasSeenBeforeBarsThatNobodyJudgedDoesNotCount() {
    passes(1, 1, "BUY", 1);
    bar(symbol, 2);
    passes(1, 3, "BUY", 1);
    refused(1, 4, "BUY", 1);
  }

  private void passes(int version, int minute, String action, Integer side) {
    passes(strategy, symbol, version, minute, action, side);
  }

  private void passes(
      String name, String of, int version, int minute, String action, Integer side) {
    assertDoesNotThrow(() -> insert(name, of, version, minute, action, side));
  }

  private void refused(int version, int minute, String action, Integer side) {
    SQLException refusal =
        assertThrows(
            SQLException.class, () -> insert(strategy, symbol, version, minute, action, side));
    assertEquals(UNIQUE_VIOLATION, refusal.getSQLState());
  }

  private void insert(String name, String of, int version, int minute, String action, Integer side)
      throws SQLException {
    bar(of, minute);
    execute(
        """
        insert into signal (id, strategy, strategy_version, account, symbol, timeframe,
          bar_open_time, action, quantity, bid, ask, quote_time, valid_until, reason, indicators,
          status, created_at, live, side)
        values (?, ?, ?, 'DEMO', ?, 'M1', ?, ?, 1, 1, 1, now(), now(), 'test', '{}', 'VALID', now(),
          false, ?)""",
        UUID.randomUUID(),
        name,
        version,
        of,
        START.plusSeconds(60L * minute).atOffset(ZoneOffset.UTC),
        action,
        side);
  }

  private void bar(String of, int minute) {
    assertDoesNotThrow(
        () ->
            execute(
                """
                insert into bar (symbol, timeframe, open_time, bid_open, bid_high, bid_low,
                  bid_close, ask_open, ask_high, ask_low, ask_close, late)
                values (?, 'M1', ?, 1, 1, 1, 1, 1, 1, 1, 1, false) on conflict do nothing""",
                of,
                START.plusSeconds(60L * minute).atOffset(ZoneOffset.UTC)));
  }

  private void execute(String sql, Object... parameters) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }
}
