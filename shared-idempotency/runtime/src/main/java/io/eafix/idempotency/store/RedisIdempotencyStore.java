package io.eafix.idempotency.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.idempotency.config.IdempotencyConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The store on Redis: one hash on one key for each record, so that it works on a cluster.
 *
 * <p>Every operation is one script, one round trip. Survives what Redis survives by its persistence
 * settings, and nothing more.
 */
@ApplicationScoped
public class RedisIdempotencyStore implements IdempotencyStore {

  private static final Script CLAIM = Script.load("claim.lua");
  private static final Script RENEW = Script.load("renew.lua");
  private static final Script COMPLETE = Script.load("complete.lua");
  private static final Script RELEASE = Script.load("release.lua");
  private static final Script DELETE = Script.load("delete.lua");

  private final Redis redis;
  private final RedisScripts scripts;
  private final RedisGate gate;
  private final AnswerHeaders headers;
  private final RedisRecords records;
  private final MeterRegistry metrics;
  private final IdempotencyConfig.Redis config;
  private final String prefix;
  private final LateAnswers late;

  RedisIdempotencyStore(
      Redis redis,
      RedisGate gate,
      ObjectMapper json,
      MeterRegistry metrics,
      Vertx vertx,
      IdempotencyConfig config,
      @ConfigProperty(name = "quarkus.redis.max-pool-size", defaultValue = "6") int poolMax,
      @ConfigProperty(name = "quarkus.redis.client-type", defaultValue = "standalone")
          RedisClientType type) {
    this.redis = redis;
    this.gate = gate;
    this.metrics = metrics;
    this.config = config.redis();
    this.prefix = config.redis().keyPrefix() + ":";
    this.scripts =
        new RedisScripts(
            redis,
            // Some are left for everybody else; and an answer that waits for replicas holds one.
            this.config.replicasMin() > 0
                ? 0
                : Math.max(0, Math.min(this.config.connections(), poolMax - 2)),
            type == RedisClientType.CLUSTER);
    this.late =
        new LateAnswers(
            vertx,
            this.config.answerDelay(),
            this.config.answersWaitingMax(),
            answers -> call(() -> scripts.runAll(COMPLETE, answers)));
    this.headers = new AnswerHeaders(json);
    this.records = new RedisRecords(redis, gate, scripts, headers, prefix);
  }

  @Override
  public Uni<Claim> claim(ClaimRequest request) {
    return run(
            CLAIM,
            request.key(),
            text(request.fingerprint()),
            millis(request.lease()),
            millis(request.ttl()),
            text(request.operation()),
            text(request.executionId().toString()))
        .map(response -> toClaim(response, request));
  }

  @Override
  public Uni<WriteOutcome> renew(String key, long fence, Duration lease) {
    return write(RENEW, key, text(Long.toString(fence)), millis(lease));
  }

  @Override
  public Uni<WriteOutcome> complete(String key, long fence, StoredAnswer answer, Duration ttl) {
    return finish(key, fence, RecordStatus.COMPLETED, answer, ttl);
  }

  @Override
  public Uni<WriteOutcome> fail(String key, long fence, StoredAnswer answer, Duration ttl) {
    return finish(key, fence, RecordStatus.FAILED, answer, ttl);
  }

  @Override
  public Uni<WriteOutcome> release(String key, long fence) {
    return write(RELEASE, key, text(Long.toString(fence)));
  }

  @Override
  public Uni<WriteOutcome> delete(String key, long fence) {
    return write(DELETE, key, text(Long.toString(fence)));
  }

  @Override
  public Uni<Optional<StoreRecord>> get(String key) {
    return records.get(key).map(Optional::ofNullable);
  }

  @Override
  public Uni<StorePage> list(StoreQuery query) {
    return records.page(query);
  }

  @Override
  public Uni<StoreStatistics> statistics() {
    return records.statistics(config.statisticsRecordsMax());
  }

  /** What the server says of its memory policy and persistence. */
  public Uni<RedisFacts> facts() {
    return gate.call(() -> redis.send(Request.cmd(Command.INFO)))
        .map(info -> RedisFacts.parse(info.toString()));
  }

  @Override
  public Uni<WriteOutcome> finishSoon(
      String key, long fence, RecordStatus status, StoredAnswer answer, Duration ttl) {
    if (late.isFull()) {
      return finish(key, fence, status, answer, ttl);
    }
    return late.add(new LateAnswers.Answer(prefix + key, arguments(fence, status, answer, ttl)))
        .map(response -> WriteOutcome.valueOf(response.toString()));
  }

  private Uni<WriteOutcome> finish(
      String key, long fence, RecordStatus status, StoredAnswer answer, Duration ttl) {
    List<Buffer> arguments = arguments(fence, status, answer, ttl);
    return config.replicasMin() == 0
        ? write(COMPLETE, key, arguments.toArray(Buffer[]::new))
        : replicated(key, arguments);
  }

  private List<Buffer> arguments(
      long fence, RecordStatus status, StoredAnswer answer, Duration ttl) {
    List<Buffer> arguments = new ArrayList<>(6);
    arguments.add(text(Long.toString(fence)));
    arguments.add(millis(ttl));
    arguments.add(text(status.code()));
    // Status 0 says that the answer is in Postgres only.
    boolean fits = answer.bodyBytes() <= config.answerBytesMax();
    arguments.add(text(Integer.toString(fits ? answer.status() : 0)));
    arguments.add(text(headers.encode(answer.headers())));
    if (fits && answer.body() != null) {
      arguments.add(Buffer.buffer(answer.body()));
    }
    return arguments;
  }

  private Uni<WriteOutcome> replicated(String key, List<Buffer> arguments) {
    return gate.call(
            () ->
                scripts.run(
                    COMPLETE,
                    prefix + key,
                    arguments,
                    config.replicasMin(),
                    config.replicasTimeout()))
        .map(
            written -> {
              if (written.replicas() < config.replicasMin()) {
                metrics.counter("eafix.idempotency.replication.missed").increment();
              }
              return WriteOutcome.valueOf(written.response().toString());
            });
  }

  private Uni<WriteOutcome> write(Script script, String key, Buffer... arguments) {
    return run(script, key, arguments).map(response -> WriteOutcome.valueOf(response.toString()));
  }

  private Uni<Response> run(Script script, String key, Buffer... arguments) {
    return call(() -> scripts.run(script, prefix + key, List.of(arguments)));
  }

  private <T> Uni<T> call(Supplier<Future<T>> command) {
    return gate.call(command, scripts::givingUpConnection);
  }

  private Claim toClaim(Response response, ClaimRequest request) {
    return switch (response.get(0).toString()) {
      case "NEW" ->
          new Claim.New(
              request.executionId(), response.get(1).toLong(), response.get(2).toInteger() == 1);
      case "REPLAY" ->
          new Claim.Replay(UUID.fromString(response.get(1).toString()), toAnswer(response));
      case "IN_PROGRESS" -> new Claim.InProgress(Duration.ofMillis(response.get(1).toLong()));
      case "MISMATCH" -> new Claim.Mismatch();
      default ->
          throw new StoreUnavailableException("unknown answer of the store: " + response, null);
    };
  }

  private StoredAnswer toAnswer(Response response) {
    int status = response.get(2).toInteger();
    if (status == 0) {
      return null;
    }
    byte[] body = response.get(4) == null ? null : response.get(4).toBytes();
    return new StoredAnswer(status, headers.decode(response.get(3).toBytes()), body);
  }

  private static Buffer text(String value) {
    return Buffer.buffer(value);
  }

  private static Buffer millis(Duration duration) {
    return Buffer.buffer(Long.toString(duration.toMillis()));
  }
}
