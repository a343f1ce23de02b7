package io.eafix.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.saga.support.Database;
import io.eafix.saga.support.FastClient;
import io.eafix.saga.support.Reply;
import io.eafix.saga.support.Shapes;
import io.eafix.saga.support.StubParticipants;
import io.eafix.testservers.TestServers;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Postgres dies under running sagas. */
@QuarkusTest
class PostgresRestartTest {

  private static final int SAGAS = 250;

  @BeforeEach
  void define() {
    StubParticipants.reset();
    Shapes.patientSteps("restarted");
    Random delays = new Random(11);
    for (String path : List.of("/alpha/do-a", "/beta/do-b")) {
      StubParticipants.on(
          path, call -> Reply.ok("{}").after(Duration.ofMillis(50 + delays.nextInt(150))));
    }
  }

  @Test
  void noSagaIsLeftBehindAndNoEffectIsDoubled() throws Exception {
    // The last step waits, so that all sagas are on their way when Postgres dies.
    StubParticipants.hold("/gamma/do-c");
    FastClient client = new FastClient();
    ExecutorService clients = Executors.newFixedThreadPool(16);
    List<String> sagas = new ArrayList<>();
    try {
      List<Future<String>> starts = new ArrayList<>();
      for (int i = 0; i < SAGAS; i++) {
        starts.add(clients.submit(() -> client.start("restarted")));
      }
      for (Future<String> start : starts) {
        sagas.add(start.get());
      }
    } finally {
      clients.shutdownNow();
    }
    assertEquals(
        SAGAS,
        Database.number(
            "select count(*) from saga where definition = 'restarted' and state = 'RUNNING'"));
    TestServers.postgres().kill();
    StubParticipants.release("/gamma/do-c");
    TestServers.postgres().start();
    Map<String, String> states = Database.endStates("restarted");
    for (String saga : sagas) {
      assertEquals("COMPLETED", states.get(saga));
      assertEquals(List.of("do a", "do b", "do c"), StubParticipants.ledger().of(saga));
    }
  }
}
