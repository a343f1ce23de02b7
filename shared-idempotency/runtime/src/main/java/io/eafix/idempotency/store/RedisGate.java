package io.eafix.idempotency.store;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.sql.Contexts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Bounds what an outage of Redis costs: each command has a deadline, and after a failure Redis is
 * left alone for a pause, so that requests go straight to Postgres instead of waiting one by one.
 */
@ApplicationScoped
public class RedisGate {

  private final Vertx vertx;
  private final Duration timeout;
  private final long pauseNanos;
  private final AtomicLong closedSince = new AtomicLong();

  RedisGate(Vertx vertx, IdempotencyConfig config) {
    this.vertx = vertx;
    this.timeout = config.redis().timeout();
    this.pauseNanos = config.redis().retryPause().toNanos();
  }

  /** Runs a command unless Redis is paused; fails with {@link StoreUnavailableException}. */
  <T> Uni<T> call(Supplier<Uni<T>> command) {
    return Uni.createFrom().deferred(() -> isClosed() ? paused() : attempt(command));
  }

  /** Whether the last attempt failed less than a pause ago. */
  public boolean isClosed() {
    long since = closedSince.get();
    return since != 0 && System.nanoTime() - since < pauseNanos;
  }

  private <T> Uni<T> attempt(Supplier<Uni<T>> command) {
    Context context = vertx.getOrCreateContext();
    return Uni.createFrom()
        .<T>emitter(
            emitter -> {
              long timer =
                  vertx.setTimer(
                      timeout.toMillis(),
                      ignored -> emitter.fail(new TimeoutException("no answer in " + timeout)));
              command
                  .get()
                  .subscribe()
                  .with(
                      item -> {
                        vertx.cancelTimer(timer);
                        emitter.complete(item);
                      },
                      failure -> {
                        vertx.cancelTimer(timer);
                        emitter.fail(failure);
                      });
            })
        .emitOn(Contexts.on(context))
        .onItem()
        .invoke(() -> closedSince.set(0))
        .onFailure()
        .transform(this::unavailable);
  }

  private RuntimeException unavailable(Throwable cause) {
    closedSince.set(System.nanoTime() | 1);
    return new StoreUnavailableException("Redis: " + cause.getMessage(), cause);
  }

  private static <T> Uni<T> paused() {
    return Uni.createFrom()
        .failure(new StoreUnavailableException("Redis: left alone after a failure", null));
  }
}
