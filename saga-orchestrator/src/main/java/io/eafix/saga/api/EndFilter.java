package io.eafix.saga.api;

import io.eafix.idempotency.rest.Preference;
import io.eafix.idempotency.sql.Contexts;
import io.eafix.saga.SagaConfig;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Lets the answer to a start wait for the saga's end, if the client prefers so. The answer itself
 * stays as it was stored; where the saga came to rest is a header of its own, so that a repetition
 * of the request gets both as well.
 */
class EndFilter {

  static final String STATE = "Saga-State";
  private static final String CREATED_BELOW = "/sagas/";
  private static final int CREATED = 201;

  private final SagaEnds ends;
  private final Duration waitMax;

  EndFilter(SagaEnds ends, SagaConfig config) {
    this.ends = ends;
    this.waitMax = Duration.ofMillis(config.startWaitMsMax());
  }

  @AwaitsEnd
  @ServerResponseFilter
  public Uni<Void> filter(ContainerRequestContext request, ContainerResponseContext response) {
    String location = response.getHeaderString(HttpHeaders.LOCATION);
    List<String> preferences = request.getHeaders().get("Prefer");
    if (response.getStatus() != CREATED || location == null || preferences == null) {
      return Uni.createFrom().voidItem();
    }
    Duration wait = Preference.waitTime(preferences, waitMax);
    if (wait.isZero()) {
      return Uni.createFrom().voidItem();
    }
    String id = location.substring(location.indexOf(CREATED_BELOW) + CREATED_BELOW.length());
    return Contexts.keep(ends.await(UUID.fromString(id), wait))
        .invoke(end -> end.ifPresent(state -> response.getHeaders().putSingle(STATE, state.name())))
        .replaceWithVoid();
  }
}
