package io.eafix.execution.api;

import io.eafix.execution.sender.Sender;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;

/** Response filters run after the method's transaction has ended, whichever way. */
@Provider
@WakesSender
class WakeFilter implements ContainerResponseFilter {
  private final Sender sender;

  WakeFilter(Sender sender) {
    this.sender = sender;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    sender.wake();
  }
}
