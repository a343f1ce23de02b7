package io.eafix.signal.bar;

import static io.eafix.signal.support.Api.actions;
import static io.eafix.signal.support.Api.post;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.eafix.signal.support.TestStrategies;
import io.eafix.signal.support.Wave;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A crossing is traded once, however the bars that made it are corrected afterwards. */
@QuarkusTest
class CorrectedCrossTest {

  private static final int WINDOW = 250;
  private static final int BARS = 460;

  @Test
  void aCrossThatIsCorrectedAwayAndComesBackIsTradedOnce() {
    List<String> traded = new ArrayList<>();
    int corrections = 0;
    for (int i = 0; i < BARS; i++) {
      List<String> actions = actions(post(Wave.bar(TestStrategies.CORRECTED, i)));
      if (i < WINDOW || actions.get(0).equals("HOLD")) {
        continue;
      }
      traded.add(actions.get(0));
      // The bar that crossed is corrected so that it did not, and the next crosses as it would.
      post(moved(i, actions.get(0).equals("BUY") ? "-0.00300" : "0.00300"))
          .then()
          .statusCode(201)
          .body("signals.size()", equalTo(0));
      i++;
      assertEquals(
          List.of("HOLD"),
          actions(post(moved(i, actions.get(0).equals("BUY") ? "0.01" : "-0.01"))));
      corrections++;
    }
    assertNotEquals(0, corrections);
    for (int i = 1; i < traded.size(); i++) {
      assertNotEquals(traded.get(i - 1), traded.get(i), "an edge is followed by the other edge");
    }
  }

  private static Bar moved(int i, String by) {
    Bar bar = Wave.bar(TestStrategies.CORRECTED, i);
    return new Bar(bar.series(), bar.openTime(), moved(bar.bid(), by), moved(bar.ask(), by));
  }

  private static Ohlc moved(Ohlc side, String by) {
    BigDecimal move = new BigDecimal(by);
    return new Ohlc(
        side.open().add(move), side.high().add(move), side.low().add(move), side.close().add(move));
  }
}
