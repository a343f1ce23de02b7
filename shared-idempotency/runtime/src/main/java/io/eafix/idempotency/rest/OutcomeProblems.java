package io.eafix.idempotency.rest;

import io.eafix.idempotency.execution.ExecutionOutcome;
import io.eafix.idempotency.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;

/** The problems a client gets when its request was not executed and has no stored answer. */
final class OutcomeProblems {

  private OutcomeProblems() {}

  static HttpProblem keyMissing() {
    return Problems.builder(
            "idempotency-key-missing", Status.BAD_REQUEST, "This request needs an Idempotency-Key")
        .withDetail(
            IdempotencyKeyHeader.NAME
                + ": missing; send a value that is unique for what you want to happen once")
        .with("field", IdempotencyKeyHeader.NAME)
        .build();
  }

  static HttpProblem mismatch() {
    return Problems.unprocessable(
        "idempotency-key-reused",
        "The Idempotency-Key was used for another request",
        "a key belongs to one method, path, query and body; use a new key for a new request");
  }

  static HttpProblem inProgress(Duration retryAfter) {
    return Problems.builder(
            "idempotency-key-in-progress",
            Status.CONFLICT,
            "A request with this Idempotency-Key is running")
        .withDetail("send the same request again after the delay to get its answer")
        .withHeader(HttpHeaders.RETRY_AFTER, seconds(retryAfter))
        .build();
  }

  static HttpProblem inDoubt(ExecutionOutcome.InDoubt inDoubt) {
    return Problems.builder(
            "execution-in-doubt", Status.CONFLICT, "It is not known yet whether this happened")
        .withDetail("it is not run again; evidence or a person will decide")
        .with("executionId", inDoubt.executionId())
        .build();
  }

  static HttpProblem unavailable(ExecutionOutcome.Unavailable unavailable) {
    return Problems.unavailable(
        "temporarily-unavailable",
        unavailable.outcomeUnknown()
            ? "it is not known yet whether this happened; send the same request again to find out"
            : "nothing happened; send the same request again",
        unavailable.retryAfter());
  }

  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, (duration.toMillis() + 999) / 1000));
  }
}
