package io.eafix.saga.engine;

import io.eafix.saga.store.SagaChanged;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells within this process which sagas have just entered another state, after their commit. A
 * shortcut for those who watch: it knows only what this replica's engine has written, and is lost
 * with the process.
 */
@ApplicationScoped
public class StateChanges {

  private final List<Consumer<SagaChanged>> listeners = new CopyOnWriteArrayList<>();

  /** Adds one who is told. It is called on the engine's event loop and must not block. */
  public void listen(Consumer<SagaChanged> listener) {
    listeners.add(listener);
  }

  void tell(SagaChanged change) {
    listeners.forEach(listener -> listener.accept(change));
  }
}
