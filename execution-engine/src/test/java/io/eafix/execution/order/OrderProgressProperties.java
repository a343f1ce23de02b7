package io.eafix.execution.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class OrderProgressProperties {
  private static final BigDecimal QUANTITY = new BigDecimal("100");

  /** Something that may happen to an order: a fill, or anything else. */
  record Event(OrderTrigger trigger, BigDecimal quantity, BigDecimal price) {
    OrderProgress happen(OrderProgress order) {
      if (quantity != null) {
        return order.fill(quantity, price);
      }
      return order.status().after(order.effective(trigger)).isPresent() ? order.on(trigger) : order;
    }
  }

  @Provide
  Arbitrary<List<Event>> stories() {
    return Arbitraries.oneOf(fills(), others()).list().ofMaxSize(15);
  }

  private static Arbitrary<Event> fills() {
    return Combinators.combine(
            Arbitraries.bigDecimals()
                .between(new BigDecimal("0.01"), new BigDecimal("60"))
                .ofScale(2),
            Arbitraries.bigDecimals().between(BigDecimal.ONE, BigDecimal.TEN).ofScale(5))
        .as((quantity, price) -> new Event(null, quantity, price));
  }

  private static Arbitrary<Event> others() {
    return Arbitraries.of(OrderTrigger.class)
        .filter(t -> t != OrderTrigger.PART_FILL && t != OrderTrigger.FULL_FILL)
        .map(trigger -> new Event(trigger, null, null));
  }

  @Property
  void everyFillIsBookedWhateverElseHappens(@ForAll("stories") List<Event> story) {
    OrderProgress order = play(story);
    BigDecimal sum =
        story.stream()
            .filter(event -> event.quantity() != null)
            .map(Event::quantity)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertEquals(0, sum.compareTo(order.filled()));
    assertEquals(sum.compareTo(QUANTITY) > 0, order.overfilled());
  }

  @Property
  void nothingIsOpenBeyondWhatIsUnfilled(@ForAll("stories") List<Event> story) {
    OrderProgress order = play(story);
    assertTrue(order.leaves().signum() >= 0);
    assertTrue(order.leaves().add(order.filled()).compareTo(QUANTITY.max(order.filled())) <= 0);
    if (order.status().terminal()) {
      assertEquals(0, order.leaves().signum());
    }
  }

  @Property
  void fullyFilledIsFilled(@ForAll("stories") List<Event> story) {
    OrderProgress order = play(story);
    if (order.filled().compareTo(QUANTITY) >= 0) {
      assertTrue(order.status() == OrderStatus.FILLED || order.status().unknown());
    } else {
      assertTrue(order.status() != OrderStatus.FILLED);
    }
  }

  @Property
  void fillsInAnyOrderGiveTheSameProgress(@ForAll("stories") List<Event> story, @ForAll long seed) {
    List<Event> fills = story.stream().filter(event -> event.quantity() != null).toList();
    List<Event> shuffled = new ArrayList<>(fills);
    Collections.shuffle(shuffled, new Random(seed));
    OrderProgress one = play(fills);
    OrderProgress other = play(shuffled);
    assertEquals(one.status(), other.status());
    assertEquals(0, one.filled().compareTo(other.filled()));
    assertEquals(0, one.notional().compareTo(other.notional()));
  }

  @Property
  void anEndedOrderStaysEndedUnlessItTradedMoreOrWasWronglyThoughtRefused(
      @ForAll("stories") List<Event> story) {
    OrderProgress order = OrderProgress.pending(QUANTITY);
    for (Event event : story) {
      OrderProgress next = event.happen(order);
      // The quantity stays as it is here, so that no replace opens an order again.
      if (order.status().terminal() && order.status() != OrderStatus.REJECTED) {
        assertTrue(next.status() == order.status() || next.status() == OrderStatus.FILLED);
      }
      order = next;
    }
  }

  @Property
  void averagePriceLiesBetweenThePrices(@ForAll("stories") List<Event> story) {
    List<BigDecimal> prices =
        story.stream().filter(e -> e.quantity() != null).map(Event::price).toList();
    play(story)
        .averagePrice()
        .ifPresent(
            average -> {
              assertTrue(average.compareTo(Collections.min(prices)) >= 0);
              assertTrue(average.compareTo(Collections.max(prices)) <= 0);
            });
  }

  @Property
  void aMoveThatTheTableLacksIsRefused(@ForAll OrderStatus status, @ForAll OrderTrigger trigger) {
    OrderProgress order = new OrderProgress(status, QUANTITY, BigDecimal.ZERO, BigDecimal.ZERO);
    if (status.after(trigger).isEmpty()) {
      assertThrows(IllegalTransitionException.class, () -> order.on(trigger));
    } else {
      assertEquals(status.after(trigger).get(), order.on(trigger).status());
    }
  }

  @Property
  void aFillIsLegalInEveryState(@ForAll OrderStatus status) {
    assertTrue(status.after(OrderTrigger.PART_FILL).isPresent());
    assertEquals(OrderStatus.FILLED, status.after(OrderTrigger.FULL_FILL).orElseThrow());
  }

  @Property
  void onlyEvidenceOrWithdrawalEndsAnOrder(
      @ForAll OrderStatus status, @ForAll OrderTrigger trigger) {
    status
        .after(trigger)
        .filter(OrderStatus::terminal)
        .ifPresent(end -> assertTrue(trigger.evidence() || trigger == OrderTrigger.WITHDRAW));
  }

  private static OrderProgress play(List<Event> story) {
    OrderProgress order = OrderProgress.pending(QUANTITY);
    for (Event event : story) {
      order = event.happen(order);
    }
    return order;
  }
}
