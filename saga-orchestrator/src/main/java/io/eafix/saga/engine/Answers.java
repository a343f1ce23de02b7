package io.eafix.saga.engine;

import io.eafix.saga.participant.ParticipantAnswer;
import io.eafix.saga.run.Outcome;
import io.eafix.saga.store.Payloads;
import java.util.Map;
import java.util.Set;

/** What a participant's answer means. */
final class Answers {

  /** 409 means that the same call is still in progress there. */
  private static final Set<Integer> AGAIN = Set.of(408, 409, 425, 429);

  private static final int REFUSED = 422;
  private static final int ERROR_LENGTH_MAX = 500;

  private Answers() {}

  /** Success, acceptance, refusal, or none of these. */
  static Outcome outcome(ParticipantAnswer answer) {
    int status = answer.status();
    if (status == 202) {
      return new Outcome.Accepted(answer.location(), answer.retryAfter());
    }
    if (status / 100 == 2) {
      return Outcome.Succeeded.PLAIN;
    }
    return status / 100 == 4 && !AGAIN.contains(status)
        ? new Outcome.Refused(error(answer), status == REFUSED)
        : new Outcome.Indefinite(error(answer), answer.retryAfter());
  }

  /**
   * The body of a success, as expressions see it.
   *
   * @throws IllegalArgumentException if it is no JSON
   */
  static Object result(ParticipantAnswer answer) {
    return answer.body().isBlank() ? Map.of() : Payloads.read(answer.body());
  }

  /** An error for people: the problem's title and detail where the answer is one. */
  static String error(ParticipantAnswer answer) {
    String text = answer.status() + " " + summary(answer.body());
    return text.length() <= ERROR_LENGTH_MAX ? text : text.substring(0, ERROR_LENGTH_MAX);
  }

  private static String summary(String body) {
    try {
      Map<String, Object> problem = Payloads.readObject(body);
      Object title = problem.get("title");
      Object detail = problem.get("detail");
      return title == null ? body : detail == null ? title.toString() : title + ": " + detail;
    } catch (IllegalArgumentException other) {
      return body;
    }
  }
}
