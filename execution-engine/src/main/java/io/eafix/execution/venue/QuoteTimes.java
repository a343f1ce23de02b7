package io.eafix.execution.venue;

import io.eafix.execution.config.ExecutionConfig;
import io.eafix.idempotency.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/**
 * Which quotes may be: one from the future would hold up the paper market of its symbol until then,
 * for everybody. The past is as good as now.
 */
@ApplicationScoped
public class QuoteTimes {
  private final ExecutionConfig config;
  private final Clock clock;

  QuoteTimes(ExecutionConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * Checks that a quote is not further ahead of this clock than {@code quote-skew-max-ms}.
   *
   * @param field of the request, that says when it stood
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 naming the field
   */
  public void check(Quote quote, String field) {
    Instant latest = clock.instant().plusMillis(config.quoteSkewMaxMs());
    if (quote.time().isAfter(latest)) {
      throw Problems.badRequest(field, quote.time() + " is in the future", "until " + latest);
    }
  }
}
