package io.eafix.localstack.report;

import io.eafix.localstack.check.CheckResult;
import io.eafix.localstack.check.Figures;
import io.eafix.localstack.replay.ReplayResult;
import java.time.Duration;
import java.util.List;

/**
 * What a demo did.
 *
 * @param duration from the first server's start to the last check
 */
public record DemoReport(
    ReplayResult replay, Figures figures, List<CheckResult> checks, Duration duration) {

  /** Whether every promise was kept. */
  public boolean ok() {
    return checks.stream().allMatch(CheckResult::kept);
  }
}
