package io.eafix.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.relay.event.OutboxRow;
import io.eafix.relay.lane.StepListener;
import io.eafix.relay.operator.DeadEvents;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.TestRelay;
import io.eafix.testservers.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a list of dead events takes out of Postgres: payloads would fill the process. */
class DeadEventListTest {

  private static final int EVENTS = 20;
  private static final int PAYLOAD = 100_000;

  @Test
  void payloadsStayInPostgres() throws IOException {
    OutboxDatabase database = OutboxDatabase.of("dead_list");
    database.run("update outbox_control set paused = true");
    database.writeMany(Event.of("dead.list", "a", null).payload(new byte[PAYLOAD]), EVENTS);
    database.run(
        "insert into outbox_dead (%1$s, attempts, cause, blocks) select %1$s, 3, 'refused', true from outbox"
            .formatted(OutboxRow.COLUMNS));
    AtomicLong passed = new AtomicLong();
    try (Proxy proxy = new Proxy(TestServers.postgres().port(), () -> new Counted(passed));
        TestRelay relay =
            TestRelay.of(
                database,
                Map.of("eafix.relay.sources.test.port", Integer.toString(proxy.port())),
                Map.of(),
                StepListener.NONE)) {
      DeadEvents events = new DeadEvents();
      long before = passed.get();
      var found = events.list(relay.source(), "DEAD", 0, 1000);
      assertEquals(EVENTS, found.size());
      assertTrue(passed.get() - before < PAYLOAD, passed.get() + " bytes");
      String payload = events.get(relay.source(), found.get(0).id()).payloadBase64();
      assertEquals(PAYLOAD, Base64.getDecoder().decode(payload).length);
    }
  }

  /** Bytes, which are counted. */
  private record Counted(AtomicLong passed) implements Proxy.Conversation {

    @Override
    public byte[] next(InputStream in) throws IOException {
      byte[] bytes = new byte[8192];
      int n = in.read(bytes);
      passed.addAndGet(Math.max(0, n));
      return n < 0 ? null : Arrays.copyOf(bytes, n);
    }

    @Override
    public void requested(byte[] bytes) {
      // It has no meaning here.
    }

    @Override
    public boolean endsTransaction(byte[] answer) {
      return false;
    }
  }
}
