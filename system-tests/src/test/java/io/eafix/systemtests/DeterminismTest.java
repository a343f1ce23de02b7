package io.eafix.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.localstack.bars.Bar;
import io.eafix.localstack.bars.BarFile;
import io.eafix.localstack.bars.BundledBars;
import io.eafix.localstack.check.Figures;
import io.eafix.localstack.check.TradeLog;
import io.eafix.localstack.process.Waiting;
import io.eafix.localstack.replay.Replay;
import io.eafix.localstack.replay.ReplayResult;
import io.eafix.localstack.stack.Component;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same bars make the same trades for the same reasons: at any speed, on every run, and though
 * every process is killed in the middle. The limit on the position leaves room for one order, so
 * that a decision that came a moment too early or too late would be another one. With {@code
 * -Deafix.test.bars=FILE} the bars are that file's.
 */
@Tag("slow")
@Timeout(3600)
class DeterminismTest {
  private static final List<Component> VICTIMS =
      List.of(
          Component.EXECUTION,
          Component.RISK,
          Component.SAGAS,
          Component.SIGNALS,
          Component.POSTGRES,
          Component.KAFKA,
          Component.OUTBOX_RELAY,
          Component.REDIS,
          Component.EXECUTION);
  private static final int WARM_UP_BARS = 250;
  private static final Duration SAGA_SEEN_WITHIN = Duration.ofSeconds(60);
  private static final long ANSWERED_SECONDS_MAX = 600;

  @Test
  void theSameBarsTradeTheSameWhateverIsKilled() throws Exception {
    List<Bar> bars = bars();
    TradeLog calm;
    try (RunningEafix eafix = RunningEafix.open("DeterminismTest-calm")) {
      RiskLimits.of(eafix).setPositionMax("10000");
      assertAccepted(new Replay(eafix.url(Component.SIGNALS), line -> {}).run(bars));
      calm = traded(eafix);
    }
    try (RunningEafix eafix = RunningEafix.open("DeterminismTest-killed")) {
      RiskLimits.of(eafix).setPositionMax("10000");
      int part = (bars.size() - WARM_UP_BARS) / VICTIMS.size();
      for (int i = 0; i < VICTIMS.size(); i++) {
        int from = i == 0 ? 0 : WARM_UP_BARS + i * part;
        int to = i == VICTIMS.size() - 1 ? bars.size() : WARM_UP_BARS + (i + 1) * part;
        replayAndKill(eafix, bars.subList(from, to), VICTIMS.get(i));
      }
      assertEquals(calm.lines(), traded(eafix).lines());
    }
  }

  private static List<Bar> bars() {
    String file = System.getProperty("eafix.test.bars");
    return file == null ? BundledBars.read() : BarFile.read(Path.of(file));
  }

  private static void replayAndKill(RunningEafix eafix, List<Bar> bars, Component victim)
      throws Exception {
    long endedBefore = eafix.sagas().ended();
    CompletableFuture<ReplayResult> replay =
        CompletableFuture.supplyAsync(
            () -> new Replay(eafix.url(Component.SIGNALS), line -> {}).run(bars));
    assertTrue(
        Waiting.until(
            SAGA_SEEN_WITHIN,
            () -> eafix.sagas().running() > 0 || eafix.sagas().ended() > endedBefore),
        "no saga began");
    eafix.crash(victim);
    assertAccepted(replay.get(ANSWERED_SECONDS_MAX, TimeUnit.SECONDS));
  }

  private static TradeLog traded(RunningEafix eafix) {
    Figures figures = eafix.assertPromisesKept();
    assertTrue(figures.trades().sagasIn("COMPLETED") >= 5, "too little was traded to compare");
    return TradeLog.read(eafix.stack());
  }

  private static void assertAccepted(ReplayResult result) {
    assertEquals(0, result.different());
    assertEquals(0, result.unmarked());
  }
}
