package io.eafix.idempotency.rest;

import java.io.IOException;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.ServerSerialisers;
import org.jboss.resteasy.reactive.server.core.serialization.EntityWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * Sends stored bytes as they are: without it, the writer that was chosen for the method's return
 * type would encode them once more.
 */
public class StoredBytes implements ServerRestHandler, EntityWriter {

  @Override
  public void handle(ResteasyReactiveRequestContext context) {
    if (context.getResponseEntity() instanceof byte[]) {
      context.setEntityWriter(this);
    }
  }

  @Override
  public void write(ResteasyReactiveRequestContext context, Object entity) throws IOException {
    ServerSerialisers.encodeResponseHeaders(context);
    context.serverResponse().end((byte[]) entity);
  }
}
