package io.eafix.idempotency.store;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.eafix.idempotency.config.IdempotencyConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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
  private static final Script DISCARD = Script.load("discard.lua");
  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private final Redis redis;
  private final RedisScripts scripts;
  private final RedisGate gate;
  private final ObjectMapper json;
  private final String prefix;
  private final int answerBytesMax;

  RedisIdempotencyStore(Redis redis, RedisGate gate, ObjectMapper json, IdempotencyConfig config) {
    this.redis = redis;
    this.scripts = new RedisScripts(redis);
    this.gate = gate;
    this.json = json;
    this.prefix = config.redis().keyPrefix() + ":";
    this.answerBytesMax = config.redis().answerBytesMax();
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
    List<Buffer> arguments = new ArrayList<>(5);
    arguments.add(text(Long.toString(fence)));
    arguments.add(millis(ttl));
    // Status 0 says that the answer is in Postgres only.
    boolean fits = answer.bodyBytes() <= answerBytesMax;
    arguments.add(text(Integer.toString(fits ? answer.status() : 0)));
    arguments.add(text(encode(answer.headers())));
    if (fits && answer.body() != null) {
      arguments.add(Buffer.buffer(answer.body()));
    }
    return write(COMPLETE, key, arguments.toArray(Buffer[]::new));
  }

  @Override
  public Uni<WriteOutcome> release(String key, long fence) {
    return write(RELEASE, key, text(Long.toString(fence)));
  }

  @Override
  public Uni<WriteOutcome> discard(String key, long fence) {
    return write(DISCARD, key, text(Long.toString(fence)));
  }

  /** What the server says of its memory policy and persistence. */
  public Uni<RedisFacts> facts() {
    return gate.call(
            () ->
                Uni.createFrom()
                    .completionStage(
                        () -> redis.send(Request.cmd(Command.INFO)).toCompletionStage()))
        .map(info -> RedisFacts.parse(info.toString()));
  }

  private Uni<WriteOutcome> write(Script script, String key, Buffer... arguments) {
    return run(script, key, arguments).map(response -> WriteOutcome.valueOf(response.toString()));
  }

  private Uni<Response> run(Script script, String key, Buffer... arguments) {
    return gate.call(() -> scripts.run(script, prefix + key, List.of(arguments)));
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
    return new StoredAnswer(status, decode(response.get(3).toBytes()), body);
  }

  private String encode(Map<String, String> headers) {
    try {
      return json.writeValueAsString(headers);
    } catch (IOException e) {
      throw new IllegalStateException("a map of strings is always JSON", e);
    }
  }

  private Map<String, String> decode(byte[] headers) {
    try {
      return json.readValue(headers, HEADERS);
    } catch (IOException e) {
      throw new StoreUnavailableException("the stored headers are not readable", e);
    }
  }

  private static Buffer text(String value) {
    return Buffer.buffer(value);
  }

  private static Buffer millis(Duration duration) {
    return Buffer.buffer(Long.toString(duration.toMillis()));
  }
}
