package io.eafix.idempotency.rest;

import io.quarkus.arc.Arc;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
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
    Supplier<Uni<?>> invocation =
        method.isBlocking() ? () -> requests.blocking(() -> call(context)) : () -> invoke(context);
    Uni.createFrom()
        .deferred(() -> requests.handle(context, method, invocation))
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
      return (Uni<?>) call(context);
    } catch (Exception e) {
      return Uni.createFrom().failure(e);
    }
  }

  private Object call(ResteasyReactiveRequestContext context) throws Exception {
    return invoker.invoke(context.getEndpointInstance(), context.getParameters());
  }
}
