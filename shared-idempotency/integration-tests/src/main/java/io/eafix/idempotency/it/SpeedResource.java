package io.eafix.idempotency.it;

import io.eafix.idempotency.store.Claim;
import io.eafix.idempotency.store.ClaimRequest;
import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.store.StoredAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;

/** Measures the store where it runs, one call at a time, with the same client for both. */
@Path("/speed/store")
public class SpeedResource {

  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration TTL = Duration.ofSeconds(60);
  private static final StoredAnswer ANSWER =
      new StoredAnswer(
          200,
          Map.of("content-type", "application/json"),
          "{\"id\":1,\"text\":\"benchmark\",\"quantity\":\"1.5\"}"
              .getBytes(StandardCharsets.UTF_8));

  @Inject IdempotencyStore store;
  @Inject Redis redis;

  /** Medians in microseconds. */
  public record Micros(BigDecimal ping, BigDecimal claimAndComplete) {}

  @POST
  public Uni<Micros> measure(@QueryParam("calls") int calls) {
    long[] pings = new long[calls];
    long[] claims = new long[calls];
    return Uni.createFrom()
        .completionStage(() -> redis.connect().toCompletionStage())
        .chain(
            connection -> step(connection, pings, claims, 0).eventually(() -> connection.close()))
        .replaceWith(() -> new Micros(median(pings), median(claims)));
  }

  private Uni<Void> step(RedisConnection connection, long[] pings, long[] claims, int i) {
    if (i == pings.length) {
      return Uni.createFrom().voidItem();
    }
    return timed(() -> ping(connection), pings, i)
        .chain(() -> timed(this::claimAndComplete, claims, i))
        // A new turn of the event loop, so that the stack does not grow.
        .emitOn(task -> io.vertx.core.Vertx.currentContext().runOnContext(ignored -> task.run()))
        .chain(() -> step(connection, pings, claims, i + 1));
  }

  private static Uni<?> timed(java.util.function.Supplier<Uni<?>> call, long[] nanos, int i) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long begin = System.nanoTime();
              return call.get().invoke(() -> nanos[i] = System.nanoTime() - begin);
            });
  }

  /** On a connection that is held, as the store holds its own. */
  private static Uni<?> ping(RedisConnection connection) {
    return Uni.createFrom()
        .completionStage(() -> connection.send(Request.cmd(Command.PING)).toCompletionStage());
  }

  private Uni<?> claimAndComplete() {
    String key = UUID.randomUUID().toString();
    return store
        .claim(new ClaimRequest(key, "f".repeat(64), "speed", UUID.randomUUID(), LEASE, TTL))
        .chain(claim -> store.complete(key, ((Claim.New) claim).fence(), ANSWER, TTL));
  }

  private static BigDecimal median(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return BigDecimal.valueOf(sorted[sorted.length / 2], 3);
  }
}
