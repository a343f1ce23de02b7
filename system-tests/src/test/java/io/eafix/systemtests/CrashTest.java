package io.eafix.systemtests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.localstack.check.Figures;
import io.eafix.localstack.stack.Component;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Any process may be killed in the middle of its work; nothing is lost and nothing happens twice.
 */
@Timeout(300)
class CrashTest {
  private static final int SIGNALS_BEFORE = 20;
  private static final int SIGNALS_AFTER = 10;

  @RegisterExtension static final RunningEafix EAFIX = new RunningEafix();

  @ParameterizedTest
  @EnumSource(
      value = Component.class,
      names = {"EXECUTION", "POSTGRES"})
  void everyPromiseHoldsWhenAProcessIsKilledInTheMiddle(Component victim) throws Exception {
    killInTheMiddle(victim);
  }

  @ParameterizedTest
  @EnumSource(
      value = Component.class,
      names = {"SAGAS", "RISK", "SIGNALS", "OUTBOX_RELAY", "KAFKA"})
  @Tag("slow")
  void everyPromiseHoldsWhicheverItIs(Component victim) throws Exception {
    killInTheMiddle(victim);
  }

  private static void killInTheMiddle(Component victim) throws Exception {
    SignalBurst burst = new SignalBurst(EAFIX.url(Component.SIGNALS), victim.label());
    burst.send(SIGNALS_BEFORE);
    EAFIX.crash(victim);
    burst.send(SIGNALS_AFTER);
    assertEquals(0, burst.differentAnswers());
    Figures figures = EAFIX.assertPromisesKept();
    assertEquals(0, figures.trades().sagasIn("COMPENSATION_FAILED"));
  }
}
