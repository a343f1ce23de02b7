package io.eafix.localstack.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.check.CheckResult;
import io.eafix.localstack.check.FiguresBuilder;
import io.eafix.localstack.replay.ReplayResult;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final CheckResult KEPT = new CheckResult("kept promise", true, "1 of 1");
  private static final CheckResult BROKEN = new CheckResult("broken promise", false, "2 of 1");

  @Test
  void jsonIsOneObjectOnOneLine() {
    assertEquals(
        "{\"ok\":true,\"bars\":10,\"signals\":3,"
            + "\"sagas\":{\"COMPLETED\":2,\"COMPENSATED\":1,\"other\":0},"
            + "\"orders\":2,\"venueOrders\":2,\"venueDuplicates\":0,\"outboxRows\":12,"
            + "\"kafkaEvents\":12,\"kafkaDuplicates\":0,\"replays\":10,\"seconds\":12.345}",
        JsonReport.write(report(KEPT)));
  }

  @Test
  void oneBrokenPromiseMakesTheWholeNotOk() {
    assertTrue(JsonReport.write(report(KEPT, BROKEN)).startsWith("{\"ok\":false,"));
  }

  @Test
  void theTableTellsFiguresAndChecks() {
    String table = TableReport.write(report(KEPT, BROKEN));
    assertTrue(table.contains("  signals                           BUY 2, SELL 1\n"), table);
    assertTrue(table.contains("  sagas                             COMPENSATED 1, COMPLETED 2\n"));
    assertTrue(table.contains("  position                          DEMO:EURUSD 10000.0\n"));
    assertTrue(table.contains("  ok    kept promise: 1 of 1\n"));
    assertTrue(table.contains("  FAIL  broken promise: 2 of 1\n"));
  }

  private static DemoReport report(CheckResult... checks) {
    return new DemoReport(
        new ReplayResult(10, 20, 10, 0, 0, Duration.ofSeconds(5)),
        new FiguresBuilder().build(),
        List.of(checks),
        Duration.ofMillis(12_345));
  }
}
