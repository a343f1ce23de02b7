package io.eafix.execution.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.eafix.execution.order.OrderType;
import io.eafix.execution.order.Side;
import io.eafix.execution.order.TimeInForce;
import io.eafix.execution.venue.Quote;
import io.eafix.execution.venue.SendOutcome;
import io.eafix.execution.venue.VenueOrder;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Untold, the paper venue makes two orders of one id, so that a duplicate is seen. */
@QuarkusTest
class DuplicatesTest {
  @Inject Ledger ledger;
  @Inject PaperStats stats;

  @Test
  void theSameIdTwiceMakesTwoOrders() {
    PaperStats.Figures before = stats.read().await().atMost(Venue.PATIENCE);
    VenueOrder order = Venue.order(UUID.randomUUID().toString());
    String first = Venue.accepted(ledger, order).venueOrderId();
    String second = Venue.accepted(ledger, order).venueOrderId();
    PaperStats.Figures after = stats.read().await().atMost(Venue.PATIENCE);
    assertEquals(before.duplicates() + 1, after.duplicates());
    assertEquals(before.venueOrders() + 2, after.venueOrders());
    assertEquals(false, first.equals(second));
  }

  /** What the tests of duplicates say to the venue. */
  static final class Venue {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Venue() {}

    static io.eafix.execution.venue.VenueReport accepted(Ledger ledger, VenueOrder order) {
      return assertInstanceOf(SendOutcome.Accepted.class, submit(ledger, order)).report();
    }

    static SendOutcome submit(Ledger ledger, VenueOrder order) {
      return ledger.submit(order, Optional.empty()).await().atMost(PATIENCE);
    }

    static VenueOrder order(String clOrdId) {
      Instant now = Instant.parse("2026-01-05T10:00:00Z");
      return new VenueOrder(
          clOrdId,
          "DEMO",
          "EURUSD",
          Side.BUY,
          OrderType.MARKET,
          TimeInForce.IOC,
          new BigDecimal("10000"),
          Optional.empty(),
          Optional.empty(),
          Optional.of(new Quote(new BigDecimal("1.08500"), new BigDecimal("1.08512"), now)),
          now);
    }
  }
}
