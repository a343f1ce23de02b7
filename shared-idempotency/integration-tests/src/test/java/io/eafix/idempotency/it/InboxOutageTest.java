package io.eafix.idempotency.it;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.eafix.localstack.postgres.PostgresServer;
import io.eafix.testservers.EventSender;
import io.eafix.testservers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Postgres is away for longer than any other channel of this application would wait for a message
 * to be acknowledged, see the settings.
 */
@QuarkusTest
@TestProfile(OtherSettingsTest.Settings.class)
class InboxOutageTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHANNEL = "mp.messaging.incoming.notes.";

  @Inject MeterRegistry registry;
  @Inject AgroalDataSource dataSource;

  @ConfigProperty(name = CHANNEL + "isolation.level", defaultValue = "none")
  String isolation;

  private final PostgresServer postgres = TestServers.postgres();

  @AfterEach
  void startPostgres() {
    if (!postgres.isRunning()) {
      postgres.start();
    }
    // Tests that follow share the pool, and expect no connection of the time before.
    dataSource.flush(AgroalDataSource.FlushMode.ALL);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Notes.post("/plain", Notes.unique(), Notes.body(Notes.unique())).statusCode()
                    == 201);
  }

  @Test
  void aConsumerOutlivesAnOutageOfPostgres() {
    String during = Notes.unique();
    String after = Notes.unique();
    try (EventSender sender =
        new EventSender(TestServers.kafka().bootstrapServers(), "trading.orders.executed", "key")) {
      postgres.kill();
      double before = retried();
      sender.send(during, "note", during);
      await().atMost(PATIENCE).until(() -> retried() >= before + 5);
      postgres.start();
      sender.send(after, "note", after);
      await().atMost(PATIENCE).ignoreExceptions().until(() -> Notes.count(after) == 1);
    }
    assertEquals(1, Notes.count(during));
    given().get("/q/health/live").then().statusCode(200);
  }

  @Test
  void aConsumerHearsWhatIsCommitted() {
    assertEquals("read_committed", isolation);
  }

  private double retried() {
    return registry
        .counter("eafix.idempotency.messages", "consumer", "notes", "outcome", "retried")
        .count();
  }
}
