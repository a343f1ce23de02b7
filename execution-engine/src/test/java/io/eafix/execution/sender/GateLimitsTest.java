package io.eafix.execution.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.eafix.execution.config.ExecutionConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each venue has its own limits where it needs them, and the common ones where not. */
class GateLimitsTest {
  private static final String ALL = "eafix.execution.gate.";
  private static final String FIX = "eafix.execution.venues.fix.gate.";

  @Test
  void aVenueWithoutEntriesHasTheCommonLimits() {
    ExecutionConfig config = Configs.of(Map.of(ALL + "burst-max", "7", FIX + "burst-max", "3"));
    assertEquals(new GateLimits(1000, 7, 5, 5000), GateLimits.of(config, "paper"));
    assertEquals(new GateLimits(1000, 3, 5, 5000), GateLimits.of(config, "fix"));
  }

  @Test
  void everyLimitCanBeAVenuesOwn() {
    ExecutionConfig config =
        Configs.of(
            Map.of(
                FIX + "messages-per-second-max", "50",
                FIX + "burst-max", "10",
                FIX + "indefinite-max", "2",
                FIX + "pause-ms", "30000"));
    assertEquals(new GateLimits(50, 10, 2, 30_000), GateLimits.of(config, "fix"));
    assertEquals(new GateLimits(1000, 1000, 5, 5000), GateLimits.of(config, "paper"));
  }

  @Test
  void aLimitThatStopsEverythingIsAMistake() {
    ExecutionConfig config = Configs.of(Map.of(FIX + "burst-max", "0"));
    assertThrows(IllegalArgumentException.class, () -> GateLimits.of(config, "fix"));
  }
}
