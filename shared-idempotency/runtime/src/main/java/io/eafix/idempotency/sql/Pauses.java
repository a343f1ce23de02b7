package io.eafix.idempotency.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Waiting without a thread, and without leaving the Vert.x context. */
public final class Pauses {

  private Pauses() {}

  /** Completes after the time, on the context that subscribed. */
  public static Uni<Void> of(Vertx vertx, Duration time) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              long timer =
                  vertx.setTimer(Math.max(1, time.toMillis()), ignored -> emitter.complete(null));
              emitter.onTermination(() -> vertx.cancelTimer(timer));
            });
  }
}
