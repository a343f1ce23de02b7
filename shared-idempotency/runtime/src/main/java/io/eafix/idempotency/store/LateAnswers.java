package io.eafix.idempotency.store;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Answers that no request waits for, gathered for some milliseconds and sent together: one write,
 * one read and one entry of the append-only file for many.
 *
 * <p>What is gathered is lost with the process. Thread-safe.
 */
final class LateAnswers {

  private static final int TOGETHER_MAX = 64;

  private final Vertx vertx;
  private final long delayMillis;
  private final int waitingMax;
  private final Function<List<Answer>, Uni<List<Response>>> send;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean planned = new AtomicBoolean();

  LateAnswers(
      Vertx vertx,
      Duration delay,
      int waitingMax,
      Function<List<Answer>, Uni<List<Response>>> send) {
    this.vertx = vertx;
    this.delayMillis = Math.max(1, delay.toMillis());
    this.waitingMax = waitingMax;
    this.send = send;
  }

  /** The arguments of the script for a key. */
  record Answer(String key, List<Buffer> arguments) {}

  private record Waiting(Answer answer, UniEmitter<? super Response> emitter) {}

  /** Whether so many answers wait that the next one must be sent, and waited for, by itself. */
  boolean isFull() {
    return waiting.get() >= waitingMax;
  }

  Uni<Response> add(Answer answer) {
    return Uni.createFrom()
        .<Response>emitter(
            emitter -> {
              waiting.incrementAndGet();
              queue.add(new Waiting(answer, emitter));
              plan();
            });
  }

  private void plan() {
    if (planned.compareAndSet(false, true)) {
      // Not on the context of the request, which is over by then.
      VertxContext.getRootContext(vertx.getOrCreateContext())
          .runOnContext(ignored -> vertx.setTimer(delayMillis, timer -> sendAll()));
    }
  }

  private void sendAll() {
    planned.set(false);
    List<Waiting> batch = new ArrayList<>();
    for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
      batch.add(next);
      if (batch.size() == TOGETHER_MAX) {
        send(batch);
        batch = new ArrayList<>();
      }
    }
    if (!batch.isEmpty()) {
      send(batch);
    }
  }

  private void send(List<Waiting> batch) {
    send.apply(batch.stream().map(Waiting::answer).toList())
        .eventually(() -> waiting.addAndGet(-batch.size()))
        .subscribe()
        .with(
            responses -> {
              for (int i = 0; i < batch.size(); i++) {
                batch.get(i).emitter().complete(responses.get(i));
              }
            },
            failure -> batch.forEach(late -> late.emitter().fail(failure)));
  }
}
