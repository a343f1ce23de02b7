package io.eafix.relay.operator;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response;

/** A decision that cannot be taken as things are. */
final class Conflict {

  private Conflict() {}

  /** The answer 409 with what stands against it. */
  static HttpProblem because(String detail) {
    return HttpProblem.builder()
        .withTitle("Not possible")
        .withStatus(Response.Status.CONFLICT)
        .withDetail(detail)
        .build();
  }
}
