package io.eafix.saga.api;

import io.eafix.saga.engine.SagaEngine;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;

/**
 * Sets a saga going once the command that changed it has committed, which is when its answer
 * leaves. If this is lost with the process, the saga's owner is dead and another replica takes it;
 * if only the notice is lost, the engine looks for the saga by itself.
 */
@Provider
class CommitNotice implements ContainerResponseFilter {

  private static final String SAGA = "io.eafix.saga.committed";

  private final SagaEngine engine;

  CommitNotice(SagaEngine engine) {
    this.engine = engine;
  }

  /** Remembers which saga the request has changed. */
  static void remember(ContainerRequestContext request, UUID sagaId) {
    request.setProperty(SAGA, sagaId);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(SAGA) instanceof UUID sagaId && response.getStatus() / 100 == 2) {
      engine.committed(sagaId);
    }
  }
}
