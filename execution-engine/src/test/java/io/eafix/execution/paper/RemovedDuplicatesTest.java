package io.eafix.execution.paper;

import static io.eafix.execution.paper.DuplicatesTest.Venue.PATIENCE;
import static io.eafix.execution.paper.DuplicatesTest.Venue.accepted;
import static io.eafix.execution.paper.DuplicatesTest.Venue.order;
import static io.eafix.execution.paper.DuplicatesTest.Venue.submit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.VenueOrder;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Told to, the paper venue answers an id that it has with the order that it made of it. */
@QuarkusTest
@TestProfile(RemovedDuplicatesTest.Removing.class)
class RemovedDuplicatesTest {
  private static final int AT_ONCE = 8;

  @Inject Ledger ledger;
  @Inject PaperStats stats;

  /** The venue is told to. */
  public static class Removing implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("eafix.execution.paper.remove-duplicates", "true");
    }
  }

  @Test
  void theSameIdTwiceIsOneOrder() {
    PaperStats.Figures before = figures();
    VenueOrder order = order(UUID.randomUUID().toString());
    assertEquals(accepted(ledger, order), accepted(ledger, order));
    PaperStats.Figures after = figures();
    assertEquals(before.duplicates(), after.duplicates());
    assertEquals(before.venueOrders() + 1, after.venueOrders());
    assertEquals(before.executions() + 1, after.executions());
  }

  @Test
  void theSameIdManyTimesAtOnceIsOneOrder() {
    PaperStats.Figures before = figures();
    VenueOrder order = order(UUID.randomUUID().toString());
    List<Uni<SendOutcome>> all =
        IntStream.range(0, AT_ONCE).mapToObj(i -> ledger.submit(order, Optional.empty())).toList();
    Uni.join().all(all).andFailFast().await().atMost(PATIENCE);
    assertEquals(before.venueOrders() + 1, figures().venueOrders());
  }

  @Test
  void aRefusedOrderStaysRefused() {
    VenueOrder order = order(UUID.randomUUID().toString());
    ledger.submit(order, Optional.of(new Refusal("no", "Not today"))).await().atMost(PATIENCE);
    PaperStats.Figures before = figures();
    SendOutcome.Refused again = assertInstanceOf(SendOutcome.Refused.class, submit(ledger, order));
    assertEquals("no", again.code());
    assertEquals("Not today", again.text());
    assertEquals(before, figures());
  }

  private PaperStats.Figures figures() {
    return stats.read().await().atMost(PATIENCE);
  }
}
