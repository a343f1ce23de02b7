package io.eafix.idempotency.rest;

import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.EndpointInvoker;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * Stands where the resource method would be invoked: after authorization and after the parameters
 * have been read, before anything has had an effect.
 */
public final class IdempotentInvocation implements ServerRestHandler {

  private final EndpointInvoker invoker;
  private final IdempotentChainCustomizer method;

  IdempotentInvocation(EndpointInvoker invoker, IdempotentChainCustomizer method) {
    this.invoker = invoker;
    this.method = method;
  }

  @Override
  public void handle(ResteasyReactiveRequestContext context) {
    if (context.getResult() != null) {
      return;
    }
    context.requireCDIRequestScope();
    context.suspend();
    IdempotentRequests requests = Arc.container().instance(IdempotentRequests.class).get();
    Uni.createFrom()
        .deferred(() -> requests.handle(context, method, () -> invoke(context)))
        .subscribe()
        .with(
            response -> {
              context.setResult(response);
              context.resume();
            },
            // The target stays, so that response filters know the method.
            failure -> context.resume(failure, true));
  }

  private Uni<?> invoke(ResteasyReactiveRequestContext context) {
    try {
      Object result = invoker.invoke(context.getEndpointInstance(), context.getParameters());
      return result instanceof Uni<?> uni ? uni : Uni.createFrom().item(result);
    } catch (Exception e) {
      return Uni.createFrom().failure(e);
    }
  }
}
