package io.eafix.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.bars.Bar;
import io.eafix.localstack.bars.SyntheticBars;
import io.eafix.localstack.check.Figures;
import io.eafix.localstack.replay.Replay;
import io.eafix.localstack.replay.ReplayResult;
import io.eafix.localstack.stack.Component;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bars in, positions and events out, with a careless client and a cache that forgets. */
@Timeout(300)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainFlowTest {
  private static final List<Bar> BARS = SyntheticBars.generate(SyntheticBars.BUNDLED_SEED, 700);

  @RegisterExtension static final RunningEafix EAFIX = new RunningEafix();

  @Test
  @Order(1)
  void everyEffectHappensOnceThoughEveryRequestIsSentTwiceAndRedisForgetsAll() {
    ReplayResult result =
        new Replay(EAFIX.url(Component.SIGNALS), line -> EAFIX.stack().redis().command("FLUSHALL"))
            .run(BARS);
    assertEquals(0, result.different());
    assertEquals(0, result.unmarked());
    Figures figures = EAFIX.assertPromisesKept();
    assertEquals(BARS.size(), figures.trades().bars());
    assertTrue(figures.trades().sagasIn("COMPLETED") > 0, "nothing was traded");
    assertTrue(figures.trades().sagasIn("COMPENSATED") > 0, "risk refused nothing");
  }

  @Test
  @Order(2)
  void theSameBarsAgainChangeNothing() {
    Figures before = EAFIX.assertPromisesKept();
    ReplayResult again = new Replay(EAFIX.url(Component.SIGNALS), line -> {}).run(BARS);
    assertEquals(2 * BARS.size(), again.replays());
    Figures after = EAFIX.assertPromisesKept();
    assertEquals(before.trades(), after.trades());
    assertEquals(before.events().outboxRows(), after.events().outboxRows());
  }

  @Test
  @Order(3)
  void aHundredSignalsAtOnceTradeOnceEach() throws Exception {
    long completedBefore = EAFIX.assertPromisesKept().trades().sagasIn("COMPLETED");
    SignalBurst burst = new SignalBurst(EAFIX.url(Component.SIGNALS), "burst").send(100);
    assertEquals(0, burst.differentAnswers());
    Figures figures = EAFIX.assertPromisesKept();
    assertEquals(completedBefore + 100, figures.trades().sagasIn("COMPLETED"));
  }
}
