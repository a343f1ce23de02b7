package io.eafix.relay.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.process.Waiting;
import io.eafix.relay.lane.Step;
import io.eafix.relay.support.OutboxDatabase;
import io.eafix.relay.support.OutboxDatabase.Event;
import io.eafix.relay.support.Promise;
import io.eafix.relay.support.TestRelay;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A lane's thread ends by something that nobody thought of: its process takes the lane again. */
class DefectTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"CLAIMED", "SENT", "COMMITTED"})
  void theLaneIsTakenAgainAndNothingIsLostOrDoubled(Step at) {
    String name = "defect_" + at.name().toLowerCase(java.util.Locale.ROOT);
    OutboxDatabase database = OutboxDatabase.of(name);
    for (int i = 0; i < 40; i++) {
      database.write(Event.of(name, "key-" + i % 8, "{}"));
    }
    AtomicInteger defects = new AtomicInteger();
    try (TestRelay relay =
        TestRelay.of(
            database,
            Map.of(),
            Map.of(),
            (lane, step) -> {
              if (step == at && defects.getAndIncrement() == 0) {
                throw new OutOfMemoryError("as it might be");
              }
            })) {
      Promise.requireKept(database, name, LONG);
      assertTrue(defects.get() > 0);
      assertTrue(
          Waiting.until(
              LONG, () -> "5".equals(database.value("select sum(epoch) from outbox_lane"))),
          () -> database.value("select string_agg(l::text, ' ') from outbox_lane l"));
      assertEquals("4", database.value("select count(owner) from outbox_lane"));
    }
  }
}
