package io.eafix.idempotency.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** Coming back to the Vert.x context that asked: sessions and locals belong to it. */
public final class Contexts {

  private Contexts() {}

  /** What the work ends with, on the context of the subscriber, wherever the work ended. */
  public static <T> Uni<T> keep(Uni<T> work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Context context = Vertx.currentContext();
              return context == null ? work : work.emitOn(on(context));
            });
  }

  /** Runs tasks on a context, at once if it is the current one. */
  public static Executor on(Context context) {
    return task -> {
      if (Vertx.currentContext() == context) {
        task.run();
      } else {
        context.runOnContext(ignored -> task.run());
      }
    };
  }
}
