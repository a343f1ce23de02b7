package io.eafix.idempotency.it;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Holds handlers back until a test opens it, so that tests decide the order of events. */
@ApplicationScoped
public class Gate {

  private final List<Runnable> waiting = new ArrayList<>();
  private boolean open = true;

  public synchronized void close() {
    open = false;
  }

  public void open() {
    List<Runnable> released;
    synchronized (this) {
      open = true;
      released = List.copyOf(waiting);
      waiting.clear();
    }
    released.forEach(Runnable::run);
  }

  public synchronized int waiting() {
    return waiting.size();
  }

  public Uni<Void> pass() {
    Context context = Vertx.currentContext();
    return Uni.createFrom().emitter(emitter -> enter(emitter, context));
  }

  private synchronized void enter(UniEmitter<? super Void> emitter, Context context) {
    Runnable release = () -> context.runOnContext(ignored -> emitter.complete(null));
    if (open) {
      release.run();
    } else {
      waiting.add(release);
    }
  }
}
