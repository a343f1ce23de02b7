package io.eafix.idempotency.rest;

import jakarta.ws.rs.core.HttpHeaders;
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
    if (context.getResponse().get().getHeaderString(HttpHeaders.CONTENT_ENCODING) != null) {
      // With compression on, Quarkus has said "identity" already, and would add to it, and at the
      // end take both away.
      context.serverResponse().removeResponseHeader(HttpHeaders.CONTENT_ENCODING);
    }
    ServerSerialisers.encodeResponseHeaders(context);
    context.serverResponse().end((byte[]) entity);
  }
}
