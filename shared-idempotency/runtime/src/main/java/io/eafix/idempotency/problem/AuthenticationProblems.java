package io.eafix.idempotency.problem;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * 401 as a problem, with the challenge of the authentication mechanism.
 *
 * <p>The problem library has a mapper of its own for this, which was compiled against a field that
 * Quarkus has since removed and ends in a 500; this one comes first.
 */
public class AuthenticationProblems {

  private static final int BEFORE_THE_LIBRARY = 1;

  @ServerExceptionMapper(value = UnauthorizedException.class, priority = BEFORE_THE_LIBRARY)
  public Uni<Response> unauthorized(RoutingContext request) {
    HttpAuthenticator authenticator = request.get(HttpAuthenticator.class.getName());
    if (authenticator == null) {
      return Uni.createFrom().item(response(null));
    }
    return authenticator.getChallenge(request).map(AuthenticationProblems::response);
  }

  private static Response response(ChallengeData challenge) {
    int status =
        challenge == null ? Response.Status.UNAUTHORIZED.getStatusCode() : challenge.status;
    HttpProblem problem =
        Problems.builder("unauthorized", Response.Status.fromStatusCode(status), "Who are you?")
            .withDetail("this request needs credentials")
            .build();
    Response.ResponseBuilder response =
        Response.status(status).type(HttpProblem.MEDIA_TYPE).entity(problem);
    if (challenge != null) {
      challenge.getHeaders().forEach((name, value) -> response.header(name.toString(), value));
    }
    return response.build();
  }
}
