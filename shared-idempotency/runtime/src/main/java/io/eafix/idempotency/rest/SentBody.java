package io.eafix.idempotency.rest;

import java.io.ByteArrayInputStream;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * Remembers the body as it was sent, which {@link BodyBuffer} has kept in memory, before a filter
 * puts a stream of its own in front of it or the method reads it.
 */
public class SentBody implements ServerRestHandler {

  private static final String PROPERTY = SentBody.class.getName();

  /**
   * Takes a copy and leaves the stream at its start.
   *
   * @throws IllegalStateException if a filter took the stream before the method was known: bodies
   *     that nobody has seen must not all count as the same
   */
  @Override
  public void handle(ResteasyReactiveRequestContext context) {
    if (!(context.getInputStream() instanceof ByteArrayInputStream buffered)) {
      throw new IllegalStateException(
          "a @PreMatching filter has taken the body of an @Idempotent method, which now cannot be"
              + " compared; leave its stream alone there, or remove @PreMatching");
    }
    context.setProperty(PROPERTY, buffered.readAllBytes());
    buffered.reset();
  }

  /** Its bytes; none if there was no body. */
  static byte[] of(ResteasyReactiveRequestContext context) {
    return (byte[]) context.getProperty(PROPERTY);
  }
}
