package io.eafix.idempotency.store;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.sql.Contexts;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Executor;
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
  <T> Uni<T> call(Supplier<Future<T>> command) {
    return call(command, () -> () -> {});
  }

  /**
   * Runs a command unless Redis is paused; ends on the context that asked.
   *
   * @param late asked right after the command was sent, by the same thread: what to do when there
   *     is no answer in time
   */
  <T> Uni<T> call(Supplier<Future<T>> command, Supplier<Runnable> late) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              if (isClosed()) {
                emitter.fail(
                    new StoreUnavailableException("Redis: left alone after a failure", null));
              } else {
                attempt(command, late, emitter);
              }
            });
  }

  /** Whether the last attempt failed less than a pause ago. */
  public boolean isClosed() {
    long since = closedSince.get();
    return since != 0 && System.nanoTime() - since < pauseNanos;
  }

  private <T> void attempt(
      Supplier<Future<T>> command, Supplier<Runnable> late, UniEmitter<? super T> emitter) {
    Executor asker = Contexts.on(vertx.getOrCreateContext());
    Future<T> sent = command.get();
    Runnable whenLate = late.get();
    long timer =
        vertx.setTimer(
            timeout.toMillis(),
            ignored -> {
              whenLate.run();
              emitter.fail(unavailable(new TimeoutException("no answer in " + timeout)));
            });
    sent.onComplete(
        answer -> {
          vertx.cancelTimer(timer);
          asker.execute(() -> end(answer, emitter));
        });
  }

  private <T> void end(AsyncResult<T> answer, UniEmitter<? super T> emitter) {
    if (answer.succeeded()) {
      closedSince.set(0);
      emitter.complete(answer.result());
    } else {
      emitter.fail(unavailable(answer.cause()));
    }
  }

  private RuntimeException unavailable(Throwable cause) {
    closedSince.set(System.nanoTime() | 1);
    return new StoreUnavailableException("Redis: " + cause.getMessage(), cause);
  }
}
