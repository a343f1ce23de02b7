package io.eafix.saga.api;

import jakarta.ws.rs.core.SecurityContext;

/** Who made a request, for the audit. */
final class Actor {

  private static final String ANONYMOUS = "anonymous";

  private Actor() {}

  static String of(SecurityContext caller) {
    return caller.getUserPrincipal() == null || caller.getUserPrincipal().getName().isBlank()
        ? ANONYMOUS
        : caller.getUserPrincipal().getName();
  }
}
