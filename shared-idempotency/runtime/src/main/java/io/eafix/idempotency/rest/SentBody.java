package io.eafix.idempotency.rest;

import java.io.ByteArrayInputStream;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * Remembers the body as it was sent, which {@link BodyBuffer} has kept in memory, before a filter
 * puts a stream of its own in front of it.
 */
public class SentBody implements ServerRestHandler {

  private static final String PROPERTY = SentBody.class.getName();

  @Override
  public void handle(ResteasyReactiveRequestContext context) {
    if (context.getInputStream() instanceof ByteArrayInputStream buffered) {
      context.setProperty(PROPERTY, buffered);
    }
  }

  /** Its bytes; none if there was no body. */
  static byte[] of(ResteasyReactiveRequestContext context) {
    if (context.getProperty(PROPERTY) instanceof ByteArrayInputStream buffered) {
      buffered.reset();
      return buffered.readAllBytes();
    }
    return new byte[0];
  }
}
