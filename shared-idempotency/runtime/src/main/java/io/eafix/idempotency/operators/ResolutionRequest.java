package io.eafix.idempotency.operators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.store.StoredAnswer;
import io.quarkiverse.resteasy.problem.HttpProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What an operator asks for.
 *
 * @param decision {@code COMPLETE}, {@code RELEASE} or {@code FAIL}
 * @param reason 1 to 1000 characters, for the audit
 * @param answer what repetitions are answered; only for {@code COMPLETE}
 */
public record ResolutionRequest(Decision decision, String reason, Answer answer) {

  private static final int STATUS_MIN = 200;
  private static final int STATUS_MAX = 599;
  private static final int REASON_MAX = 1000;
  private static final int FAILED = 422;
  private static final String CONTENT_TYPE = "content-type";

  /**
   * An answer.
   *
   * @param status 200 to 599; for an execution of plain code 200
   * @param body any JSON; absent means that the answer has no body
   */
  public record Answer(Integer status, JsonNode body) {}

  Resolution by(String operator, ObjectMapper json) {
    if (decision == null) {
      throw Problems.badRequest("decision", "missing", "COMPLETE, RELEASE, FAIL");
    }
    if (reason == null || reason.isBlank() || reason.length() > REASON_MAX) {
      throw Problems.badRequest(
          "reason", reason == null ? "missing" : "blank or too long", "1 to 1000 characters");
    }
    if (decision != Decision.COMPLETE && answer != null) {
      throw Problems.badRequest("answer", "given for " + decision, "an answer for COMPLETE only");
    }
    return new Resolution(
        decision,
        switch (decision) {
          case COMPLETE -> completed(json);
          case FAIL -> failed(json);
          case RELEASE -> null;
        },
        operator,
        reason);
  }

  private StoredAnswer completed(ObjectMapper json) {
    if (answer == null || answer.status() == null) {
      throw Problems.badRequest("answer.status", "missing", "200 to 599");
    }
    if (answer.status() < STATUS_MIN || answer.status() > STATUS_MAX) {
      throw Problems.badRequest("answer.status", answer.status() + "", "200 to 599");
    }
    return answer.body() == null
        ? new StoredAnswer(answer.status(), Map.of(), null)
        : new StoredAnswer(
            answer.status(), Map.of(CONTENT_TYPE, "application/json"), bytes(json, answer.body()));
  }

  private StoredAnswer failed(ObjectMapper json) {
    HttpProblem problem =
        Problems.unprocessable("execution-failed", "This was decided to have failed", reason);
    return new StoredAnswer(
        FAILED,
        Map.of(CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString()),
        bytes(
            json,
            Map.of(
                "type", problem.getType(),
                "title", problem.getTitle(),
                "status", FAILED,
                "detail", problem.getDetail())));
  }

  private static byte[] bytes(ObjectMapper json, Object value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new UncheckedIOException("a JSON document can be written", e);
    }
  }
}
