package io.eafix.idempotency.it;

import static io.eafix.idempotency.it.Notes.body;
import static io.eafix.idempotency.it.Notes.post;
import static io.eafix.idempotency.it.Notes.restartRedis;
import static io.eafix.idempotency.it.Notes.unique;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.testservers.TestServers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators see in metrics and logs. */
@QuarkusTest
class WatchingTest {

  private final String key = unique();
  private final String text = unique();

  @Test
  void executionsAreCountedByTheirOutcome() {
    double executed = counted("executions", "operation=\"note_write\",outcome=\"executed\"");
    double replayed = counted("executions", "operation=\"note_write\",outcome=\"replayed\"");
    double mismatch = counted("executions", "operation=\"note_write\",outcome=\"mismatch\"");
    post("/notes", key, body(text));
    post("/notes", key, body(text));
    post("/notes", key, body(text + "!"));
    assertEquals(
        executed + 1, counted("executions", "operation=\"note_write\",outcome=\"executed\""));
    assertEquals(
        replayed + 1, counted("executions", "operation=\"note_write\",outcome=\"replayed\""));
    assertEquals(
        mismatch + 1, counted("executions", "operation=\"note_write\",outcome=\"mismatch\""));
  }

  @Test
  void failuresOfTheStoreAreCounted() {
    double before = counted("store_failures", "operation=\"note_write\"");
    TestServers.redis().kill();
    try {
      post("/notes", key, body(text)).then().statusCode(201);
    } finally {
      restartRedis();
    }
    assertTrue(counted("store_failures", "operation=\"note_write\"") > before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/notes", "/plain"})
  void whatAMethodLogsSaysForWhichKeyAndExecution(String path) {
    List<ExtLogRecord> records = new CopyOnWriteArrayList<>();
    Handler handler = collector(records);
    Logger logger = Logger.getLogger(Gate.class.getPackageName());
    Level level = logger.getLevel();
    logger.setLevel(Level.FINE);
    logger.addHandler(handler);
    try {
      post(path, key, body(text)).then().statusCode(201);
    } finally {
      logger.removeHandler(handler);
      logger.setLevel(level);
    }
    ExtLogRecord record =
        records.stream()
            .filter(written -> written.getFormattedMessage().contains(text))
            .findFirst()
            .orElseThrow();
    assertEquals(key, record.getMdc("idempotencyKey"));
    assertTrue(record.getMdc("executionId").matches("[0-9a-f-]{36}"), record.getMdc("executionId"));
  }

  private static Handler collector(List<ExtLogRecord> records) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        ExtLogRecord extended = ExtLogRecord.wrap(record);
        extended.copyMdc();
        records.add(extended);
      }

      @Override
      public void flush() {
        // Nothing is held back.
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  /** The value of a counter; zero before its first increment. */
  private static double counted(String counter, String labels) {
    String name = "eafix_idempotency_" + counter + "_total{" + labels + "} ";
    return given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .extract()
        .asString()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }
}
