package io.eafix.saga.api;

import io.eafix.saga.engine.CommandBy;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.SecurityContext;

/** Who made a request, for the audit. */
final class Actor {

  private static final String ANONYMOUS = "anonymous";

  private Actor() {}

  /** Who makes a request, with which key, and why; no reason is null. */
  static CommandBy by(ContainerRequestContext request, String reason) {
    return new CommandBy(
        of(request.getSecurityContext()), reason, request.getHeaderString("Idempotency-Key"));
  }

  static String of(SecurityContext caller) {
    return caller.getUserPrincipal() == null || caller.getUserPrincipal().getName().isBlank()
        ? ANONYMOUS
        : caller.getUserPrincipal().getName();
  }
}
