package io.eafix.relay.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How large batches are while one is looked for that makes them fail. */
class SuspectsTest {

  private final Suspects suspects = new Suspects(event -> Optional.empty());

  @Test
  void batchesAreHalvedDownToOneEventAndGrowAgain() {
    suspects.bisect(1000, 2000);
    assertEquals(500, suspects.eventsMax(2000));
    suspects.bisect(500, 2000);
    assertEquals(250, suspects.eventsMax(2000));
    suspects.bisect(2, 2000);
    assertEquals(1, suspects.eventsMax(2000));
    suspects.published();
    assertEquals(2, suspects.eventsMax(2000));
  }

  @Test
  void evenBatchesOfOneAreKnownToBeHalved() {
    assertFalse(suspects.halving());
    suspects.bisect(2, 1);
    assertEquals(1, suspects.eventsMax(1));
    assertTrue(suspects.halving());
    suspects.published();
    assertFalse(suspects.halving());
  }
}
