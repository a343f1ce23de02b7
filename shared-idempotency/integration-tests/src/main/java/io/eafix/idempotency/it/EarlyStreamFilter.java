package io.eafix.idempotency.it;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.io.BufferedInputStream;

/** Does what {@link StreamFilter} does before it is known which method the body is for. */
@Provider
@PreMatching
public class EarlyStreamFilter implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext request) {
    if (request.getHeaderString("X-Filtered-Early") != null) {
      request.setEntityStream(new BufferedInputStream(request.getEntityStream()));
    }
  }
}
