package io.eafix.idempotency.problem;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** 400 for a path or query parameter with text that Postgres cannot keep, naming it. */
public class StorableParameters {

  @ServerRequestFilter
  public void check(UriInfo uri) {
    check(uri.getPathParameters());
    check(uri.getQueryParameters());
  }

  private static void check(MultivaluedMap<String, String> parameters) {
    parameters.forEach(
        (name, values) -> values.forEach(value -> StorableText.require(name, value)));
  }
}
