package io.eafix.idempotency.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * A few connections that stay open, on which commands follow each other without waiting for
 * answers.
 *
 * <p>A pool lends a connection to one command at a time: a burst of requests would wait for it, or
 * find its queue full. Here the limit is {@code quarkus.redis.max-waiting-handlers} for each
 * connection. Each thread has one of them. A connection that ended, or on which something went
 * wrong, is given up; the next command opens another.
 */
final class RedisPipes {

  private static final String CLOSED = "CONNECTION_CLOSED";
  private static final String NO_LONGER_MASTER = "READONLY";

  private final Redis redis;
  private final AtomicReferenceArray<Future<RedisConnection>> pipes;
  private final AtomicInteger threads = new AtomicInteger();
  private final ThreadLocal<Integer> place;

  /**
   * @param count how many connections, 0 for those of the pool
   */
  RedisPipes(Redis redis, int count) {
    this.redis = redis;
    this.pipes = new AtomicReferenceArray<>(count);
    this.place = ThreadLocal.withInitial(() -> threads.getAndIncrement() % count);
  }

  Future<Response> send(Request request) {
    return pipes.length() == 0
        ? redis.send(request)
        : onMine(connection -> connection.send(request));
  }

  Future<List<Response>> batch(List<Request> requests) {
    return pipes.length() == 0
        ? redis.batch(requests)
        : onMine(connection -> connection.batch(requests));
  }

  /**
   * What closes the connection on which this thread has just sent, from whichever thread finds that
   * it does not answer in time.
   */
  Runnable givingUp() {
    if (pipes.length() == 0) {
      return () -> {};
    }
    int mine = place.get();
    Future<RedisConnection> pipe = pipes.get(mine);
    return () -> giveUp(mine, pipe);
  }

  private <T> Future<T> onMine(Function<RedisConnection, Future<T>> command) {
    int mine = place.get();
    Future<RedisConnection> pipe = open(mine);
    Future<T> answer = pipe.succeeded() ? command.apply(pipe.result()) : pipe.compose(command);
    return answer.onFailure(
        failure -> {
          if (!isRefusal(failure)) {
            giveUp(mine, pipe);
          }
        });
  }

  /** Whether Redis refused the command over a sound connection to the right server. */
  private static boolean isRefusal(Throwable failure) {
    return failure instanceof ErrorType
        && !failure.getMessage().contains(CLOSED)
        && !failure.getMessage().contains(NO_LONGER_MASTER);
  }

  private Future<RedisConnection> open(int mine) {
    Future<RedisConnection> pipe = pipes.get(mine);
    if (pipe != null && !pipe.failed()) {
      return pipe;
    }
    Future<RedisConnection> opened = redis.connect();
    if (pipes.compareAndSet(mine, pipe, opened)) {
      opened.onSuccess(
          connection ->
              connection
                  .exceptionHandler(failure -> giveUp(mine, opened))
                  .endHandler(ended -> pipes.compareAndSet(mine, opened, null)));
      return opened;
    }
    opened.onSuccess(RedisConnection::close);
    return open(mine);
  }

  private void giveUp(int mine, Future<RedisConnection> pipe) {
    if (pipe != null && pipes.compareAndSet(mine, pipe, null)) {
      pipe.onSuccess(
          connection -> {
            // A connection whose database was selected is closed when it is given back; any other
            // would be lent again, though it may be dead.
            connection.send(Request.cmd(Command.SELECT).arg(0));
            connection.close();
          });
    }
  }
}
