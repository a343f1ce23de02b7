package io.eafix.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.saga.support.Database;
import io.eafix.saga.support.FastClient;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine commits over connections that requests cannot take from it. */
@QuarkusTest
class OwnConnectionsTest {

  private static final String BLOCKED =
      "select count(*) from pg_stat_activity where wait_event_type = 'Lock'";

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.patientSteps("blocked");
    Shapes.patientSteps("moving");
  }

  @Test
  void sagasGoOnWhileRequestsHoldEveryConnectionOfTheirs() throws Exception {
    int connections =
        ConfigProvider.getConfig().getValue("quarkus.datasource.reactive.max-size", Integer.class);
    FastClient client = new FastClient();
    StubParticipants.hold("/alpha/do-a");
    String blocked = client.start("blocked");
    String moving = client.start("moving");
    ExecutorService clients = Executors.newFixedThreadPool(connections * 2);
    try (Connection locker = Database.connect();
        Statement statement = locker.createStatement()) {
      locker.setAutoCommit(false);
      statement.execute("select 1 from saga where saga_id = '" + blocked + "' for update");
      for (int i = 0; i < connections * 2; i++) {
        clients.submit(() -> client.cancel(blocked));
      }
      assertTrue(
          Waiting.until(Duration.ofSeconds(20), () -> Database.number(BLOCKED) >= connections),
          "the requests do not hold all connections");
      StubParticipants.release("/alpha/do-a");
      assertEquals("COMPLETED", Database.endState(moving));
      assertTrue(Database.number(BLOCKED) >= connections, "the requests were served meanwhile");
      locker.rollback();
    } finally {
      clients.shutdownNow();
      StubParticipants.release("/alpha/do-a");
    }
    assertTrue(List.of("COMPLETED", "COMPENSATED").contains(Database.endState(blocked)));
  }
}
