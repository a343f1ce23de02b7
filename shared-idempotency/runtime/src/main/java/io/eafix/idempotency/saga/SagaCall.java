package io.eafix.idempotency.saga;

import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.problem.StorableText;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;

/**
 * One call of the orchestrator, as its headers tell it.
 *
 * <p>Injectable in a REST resource's request, or made by {@link #from(HttpHeaders)}.
 *
 * @param sagaId the saga
 * @param step the step within the saga's definition
 * @param phase action or compensation
 * @param deadline when the orchestrator stops waiting for this step, if it told
 */
public record SagaCall(String sagaId, String step, SagaPhase phase, Optional<Instant> deadline) {

  private static final int LENGTH_MAX = 100;

  /** Checks the limits that the fence's table has too. */
  public SagaCall {
    require(sagaId, SagaHeaders.SAGA_ID);
    require(step, SagaHeaders.SAGA_STEP);
  }

  /** A call without a deadline. */
  public static SagaCall of(String sagaId, String step, SagaPhase phase) {
    return new SagaCall(sagaId, step, phase, Optional.empty());
  }

  /**
   * Reads the {@code Saga-*} headers.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 if one is missing or malformed
   */
  public static SagaCall from(HttpHeaders headers) {
    return from(headers::getHeaderString);
  }

  /**
   * Reads the {@code Saga-*} headers.
   *
   * @param header gives a header's value by its name, or null
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 if one is missing or malformed
   */
  public static SagaCall from(Function<String, String> header) {
    return new SagaCall(
        header.apply(SagaHeaders.SAGA_ID),
        header.apply(SagaHeaders.SAGA_STEP),
        phase(header.apply(SagaHeaders.SAGA_PHASE)),
        deadline(header.apply(SagaHeaders.SAGA_DEADLINE)));
  }

  /** The idempotency key of this call: {@code {sagaId}:{step}:{action|compensation}}. */
  public String idempotencyKey() {
    return sagaId + ':' + step + ':' + phase.header();
  }

  private static void require(String value, String header) {
    String wrong =
        value == null
            ? "the header is missing"
            : value.isBlank() || value.length() > LENGTH_MAX
                ? "empty or too long"
                : StorableText.fault(value).orElse(null);
    if (wrong != null) {
      throw Problems.badRequest(header, wrong, "1 to " + LENGTH_MAX + " characters");
    }
  }

  private static SagaPhase phase(String value) {
    try {
      return SagaPhase.fromHeader(value == null ? "" : value);
    } catch (IllegalArgumentException unknown) {
      throw Problems.badRequest(
          SagaHeaders.SAGA_PHASE,
          value == null ? "the header is missing" : "unknown phase " + value,
          "action or compensation");
    }
  }

  private static Optional<Instant> deadline(String value) {
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(value.trim()));
    } catch (DateTimeParseException malformed) {
      throw Problems.badRequest(
          SagaHeaders.SAGA_DEADLINE, "not an instant: " + value, "ISO 8601 in UTC");
    }
  }
}
