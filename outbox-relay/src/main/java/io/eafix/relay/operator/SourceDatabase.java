package io.eafix.relay.operator;

import io.eafix.relay.Relay;
import io.eafix.relay.db.DatabaseException;
import io.eafix.relay.db.PgSession;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** A source's database, asked for an operator. */
final class SourceDatabase {

  private static final int RETRY_AFTER_SECONDS = 5;

  private SourceDatabase() {}

  /**
   * Asks over a connection of its own.
   *
   * @throws HttpProblem 503 if Postgres refuses or does not answer: the outcome of a decision is
   *     not known then
   */
  static <T> T ask(Relay.Source source, Function<PgSession, T> question) {
    try (PgSession session = source.databases().open()) {
      return question.apply(session);
    } catch (DatabaseException e) {
      throw HttpProblem.builder()
          .withTitle("The source's database does not answer")
          .withStatus(Response.Status.SERVICE_UNAVAILABLE)
          .withHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
          .withDetail(
              "%s. A decision may have been taken all the same: GET /sources/%s/audit tells, once it answers"
                  .formatted(e.getMessage(), source.name()))
          .build();
    }
  }
}
