package io.eafix.idempotency.it;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;

/** How code that a resource method calls says that the caller may not. */
public enum Denial {
  UNAUTHORIZED,
  FORBIDDEN,
  OTHER;

  RuntimeException exception() {
    return switch (this) {
      case UNAUTHORIZED -> new UnauthorizedException("who?");
      case FORBIDDEN -> new ForbiddenException("not this one");
      case OTHER -> new SecurityException("of some library");
    };
  }
}
