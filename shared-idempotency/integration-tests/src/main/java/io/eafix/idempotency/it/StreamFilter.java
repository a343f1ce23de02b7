package io.eafix.idempotency.it;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.BufferedInputStream;

/** As filters do that count, log or unpack what comes: puts a stream of its own before the body. */
@Provider
public class StreamFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getHeaderString("X-Filtered") != null) {
      request.setEntityStream(new BufferedInputStream(request.getEntityStream()));
    }
  }
}
