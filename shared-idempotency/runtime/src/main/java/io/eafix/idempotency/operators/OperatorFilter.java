package io.eafix.idempotency.operators;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.problem.Problems;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.Priority;
import jakarta.inject.Provider;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/**
 * Lets operators in and nobody else, by itself: an application without a security extension would
 * not enforce an annotation. It runs before the answer of an earlier request can be replayed.
 */
@jakarta.ws.rs.ext.Provider
@OperatorsOnly
@Priority(Priorities.AUTHORIZATION)
public class OperatorFilter implements ContainerRequestFilter {

  private final Provider<IdempotencyConfig> config;

  /** Filters are made before the configuration of the run is known. */
  OperatorFilter(Provider<IdempotencyConfig> config) {
    this.config = config;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    SecurityContext security = request.getSecurityContext();
    if (security == null || security.getUserPrincipal() == null) {
      throw new UnauthorizedException("operators have to say who they are");
    }
    String role = config.get().operators().role();
    if (!security.isUserInRole(role)) {
      throw Problems.builder("forbidden", Response.Status.FORBIDDEN, "Not allowed")
          .withDetail("this request needs the role " + role)
          .build();
    }
  }
}
