package io.eafix.signal.bar;

import static io.eafix.signal.support.Api.actions;
import static io.eafix.signal.support.Api.post;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.signal.market.Window;
import io.eafix.signal.market.WindowCache;
import io.eafix.signal.support.TestStrategies;
import io.eafix.signal.support.Wave;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a process remembers must not matter: it may be new, or it may have missed bars. */
@QuarkusTest
class RestartTest {

  private static final int BARS = 420;

  @Inject WindowCache windows;

  @Test
  void aProcessThatForgetsEverythingGivesTheSameSignals() {
    List<List<String>> uninterrupted = new ArrayList<>();
    List<List<String>> restarted = new ArrayList<>();
    for (int i = 0; i < BARS; i++) {
      uninterrupted.add(actions(post(Wave.bar(TestStrategies.PLAIN, i))));
      if (i % 7 == 0) {
        forget(TestStrategies.RESTARTED);
      }
      restarted.add(actions(post(Wave.bar(TestStrategies.RESTARTED, i))));
      if (i % 60 == 30) {
        correct(TestStrategies.PLAIN, i - 5);
        correct(TestStrategies.RESTARTED, i - 5);
      }
    }
    assertEquals(uninterrupted, restarted);
    assertTrue(uninterrupted.stream().flatMap(List::stream).anyMatch(a -> !a.equals("HOLD")));
  }

  /** Far enough from what the bar said before to move every average. */
  private static void correct(String symbol, int i) {
    Bar wrong = Wave.bar(symbol, i + 40);
    Bar right = new Bar(wrong.series(), Wave.openTime(i), wrong.bid(), wrong.ask());
    post(right).then().statusCode(201).body("signals.size()", equalTo(0));
  }

  /** As after a restart, or after another replica took a bar. */
  private void forget(String symbol) {
    windows.put(new Series(symbol, Timeframe.M1), UUID.randomUUID(), Window.of(250, List.of()));
  }
}
