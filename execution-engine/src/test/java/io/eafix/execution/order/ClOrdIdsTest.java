package io.eafix.execution.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ClOrdIdsTest {
  private static final int FIX_LENGTH_MAX = 36;

  @Property
  void isAFunctionOfOrderAndNumberAndFitsVenues(
      @ForAll long high, @ForAll long low, @ForAll @IntRange(min = 1, max = 999) int number) {
    UUID order = new UUID(high, low);
    String id = ClOrdIds.of(order, number);
    assertEquals(id, ClOrdIds.of(order, number));
    assertTrue(id.matches("E[0-9A-V]{26}-[0-9]{1,3}"), id);
    assertTrue(id.length() <= FIX_LENGTH_MAX);
    assertNotEquals(id, ClOrdIds.of(new UUID(high, low + 1), number));
    assertNotEquals(id, ClOrdIds.of(new UUID(high + 1, low), number));
  }

  @Property
  void refusesARunawayClient(@ForAll int number) {
    if (number < 1 || number > ClOrdIds.SEQUENCE_MAX) {
      assertThrows(IllegalArgumentException.class, () -> ClOrdIds.of(new UUID(0, 0), number));
    }
  }
}
