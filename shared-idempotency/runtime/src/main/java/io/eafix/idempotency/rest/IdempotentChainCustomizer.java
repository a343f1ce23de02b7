package io.eafix.idempotency.rest;

import io.eafix.idempotency.TakeoverPolicy;
import java.util.List;
import org.jboss.resteasy.reactive.common.model.ResourceClass;
import org.jboss.resteasy.reactive.server.model.HandlerChainCustomizer;
import org.jboss.resteasy.reactive.server.model.ServerResourceMethod;
import org.jboss.resteasy.reactive.server.spi.EndpointInvoker;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * Puts the protocol around the invocation of one resource method. Made at build time and recorded,
 * hence the setters.
 */
public class IdempotentChainCustomizer implements HandlerChainCustomizer {

  /** Why a method that returns a {@code Uni} takes no form: its parser waits for what was read. */
  public static final String NO_FORM =
      "it takes a form, which is read before the event loop can; return the value itself to run on"
          + " a worker thread, or take the fields as JSON";

  private String operation;
  private boolean required;
  private String ttl;
  private String lease;
  private String waitAtMost;
  private TakeoverPolicy onTakeover;
  private boolean staged;
  private boolean blocking;
  private List<String> keyParameters = List.of();

  @Override
  public List<ServerRestHandler> handlers(
      Phase phase, ResourceClass resourceClass, ServerResourceMethod resourceMethod) {
    if (!blocking && resourceMethod.isFormParamRequired()) {
      // Of fields in a @BeanParam, which the build does not look into.
      throw new IllegalArgumentException(
          "@Idempotent on "
              + resourceClass.getClassName()
              + "."
              + resourceMethod.getName()
              + ": "
              + NO_FORM);
    }
    return switch (phase) {
      case AFTER_MATCH -> List.of(new BodyBuffer(), new SentBody());
      case AFTER_RESPONSE_CREATED -> List.of(new StoredBytes());
      default -> List.of();
    };
  }

  @Override
  public ServerRestHandler alternateInvocationHandler(EndpointInvoker invoker) {
    return new IdempotentInvocation(invoker, this);
  }

  public String getOperation() {
    return operation;
  }

  public void setOperation(String operation) {
    this.operation = operation;
  }

  public boolean isRequired() {
    return required;
  }

  public void setRequired(boolean required) {
    this.required = required;
  }

  public String getTtl() {
    return ttl;
  }

  public void setTtl(String ttl) {
    this.ttl = ttl;
  }

  public String getLease() {
    return lease;
  }

  public void setLease(String lease) {
    this.lease = lease;
  }

  public String getWaitAtMost() {
    return waitAtMost;
  }

  public void setWaitAtMost(String waitAtMost) {
    this.waitAtMost = waitAtMost;
  }

  public TakeoverPolicy getOnTakeover() {
    return onTakeover;
  }

  public void setOnTakeover(TakeoverPolicy onTakeover) {
    this.onTakeover = onTakeover;
  }

  /** Whether the method returns {@link io.eafix.idempotency.Staged}. */
  public boolean isStaged() {
    return staged;
  }

  public void setStaged(boolean staged) {
    this.staged = staged;
  }

  /** Whether the method blocks, and so needs a worker thread and a transaction that blocks. */
  public boolean isBlocking() {
    return blocking;
  }

  public void setBlocking(boolean blocking) {
    this.blocking = blocking;
  }

  /** Names of path and query parameters that belong to the key. */
  public List<String> getKeyParameters() {
    return keyParameters;
  }

  public void setKeyParameters(List<String> keyParameters) {
    this.keyParameters = keyParameters;
  }
}
