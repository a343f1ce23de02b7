package io.eafix.relay.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where a lane stands before and after a batch. */
class PositionTest {

  private static final Long[] NONE = {};

  @Test
  void theLastBatchOfAGoalMakesItTheBase() {
    Position after = Position.after(batch(0, 50, true), 7, NONE, 40);
    assertEquals("9:9:", after.base());
    assertNull(after.goal());
    assertEquals(0, after.afterId());
    assertEquals(40, after.floorId());
    assertEquals(12, after.publishedTotal());
  }

  @Test
  void anotherBatchGoesOnBehindItsLastId() {
    Position after = Position.after(batch(0, 50, false), 7, NONE, 40);
    assertEquals("3:3:", after.base());
    assertEquals("9:9:", after.goal());
    assertEquals(50, after.afterId());
    assertEquals(1, after.floorId());
  }

  @Test
  void anAbortedBatchLeavesThePositionWhereItWas() {
    Position first = Position.before(batch(0, 50, true));
    assertEquals("3:3:", first.base());
    assertNull(first.goal());
    assertEquals(10, first.publishedTotal());
    assertEquals(5, first.batchNo());
    assertEquals("9:9:", Position.before(batch(20, 50, true)).goal());
  }

  @Test
  void aBatchThatReadNothingKeepsTheFloorOfItsSnapshot() {
    assertEquals(40, new Plan(batch(0, 50, true), List.of(), List.of(), 60).floorOfGoal(40));
    assertEquals(1, new Plan(batch("3:3:", 0, 0, true), List.of(), List.of(), 1).floorOfGoal(40));
  }

  private static Batch batch(long after, long upto, boolean last) {
    return batch("9:9:", after, upto, last);
  }

  private static Batch batch(String goal, long after, long upto, boolean last) {
    return new Batch(
        0,
        5,
        1,
        1,
        UUID.randomUUID(),
        "3:3:",
        goal,
        after,
        upto,
        last,
        1,
        NONE,
        NONE,
        NONE,
        NONE,
        2,
        2,
        new byte[] {1},
        12,
        null);
  }
}
