package io.eafix.idempotency.execution;

import io.eafix.idempotency.execution.ExecutionListener.Step;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** All listeners of the application; usually there are none. */
@ApplicationScoped
class ExecutionListeners {

  private final List<ExecutionListener> listeners;

  ExecutionListeners(@All List<ExecutionListener> listeners) {
    this.listeners = listeners;
  }

  void reached(Step step, ExecutionRequest request) {
    for (ExecutionListener listener : listeners) {
      listener.reached(step, request.operation(), request.key());
    }
  }
}
