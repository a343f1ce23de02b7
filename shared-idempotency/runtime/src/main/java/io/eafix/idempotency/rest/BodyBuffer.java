package io.eafix.idempotency.rest;

import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.InputHandler;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * Reads the whole body into memory before anything consumes it: the fingerprint needs every byte.
 * Its size is bounded by the server, {@code quarkus.http.limits.max-body-size}.
 */
public class BodyBuffer implements ServerRestHandler {

  private static final InputHandler READER = new InputHandler(Integer.MAX_VALUE, () -> null);

  @Override
  public void handle(ResteasyReactiveRequestContext context) throws Exception {
    READER.handle(context);
  }
}
