package io.eafix.idempotency.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;

/**
 * Runs a script by its digest, and by its text when Redis does not know it (after a restart or
 * {@code SCRIPT FLUSH}). An unknown digest is refused before anything runs, so the second call is
 * no repetition.
 */
final class RedisScripts {

  private static final String UNKNOWN_SCRIPT = "NOSCRIPT";

  private final Redis redis;

  RedisScripts(Redis redis) {
    this.redis = redis;
  }

  Uni<Response> run(Script script, String key, List<Buffer> arguments) {
    return send(request(Command.EVALSHA, script.sha1(), key, arguments))
        .onFailure(RedisScripts::isUnknownScript)
        .recoverWithUni(() -> send(request(Command.EVAL, script.text(), key, arguments)));
  }

  /**
   * Runs a script and waits for replicas on the same connection, in one round trip.
   *
   * @return the script's answer, and how many replicas have it
   */
  Uni<Replicated> run(
      Script script, String key, List<Buffer> arguments, int replicas, Duration timeout) {
    Request wait = Request.cmd(Command.WAIT).arg(replicas).arg(timeout.toMillis());
    return batch(request(Command.EVALSHA, script.sha1(), key, arguments), wait)
        .onFailure(RedisScripts::isUnknownScript)
        .recoverWithUni(() -> batch(request(Command.EVAL, script.text(), key, arguments), wait));
  }

  private Uni<Response> send(Request request) {
    return Uni.createFrom().completionStage(() -> redis.send(request).toCompletionStage());
  }

  private Uni<Replicated> batch(Request script, Request wait) {
    return Uni.createFrom()
        .completionStage(() -> redis.batch(List.of(script, wait)).toCompletionStage())
        .map(responses -> new Replicated(responses.get(0), responses.get(1).toInteger()));
  }

  private static Request request(
      Command command, String script, String key, List<Buffer> arguments) {
    Request request = Request.cmd(command).arg(script).arg(1).arg(key);
    arguments.forEach(request::arg);
    return request;
  }

  /** In a batch, the message is preceded by the number of the command. */
  private static boolean isUnknownScript(Throwable failure) {
    return failure.getMessage() != null && failure.getMessage().contains(UNKNOWN_SCRIPT);
  }

  /**
   * The answer of a script whose writes were waited for.
   *
   * @param replicas how many have the writes
   */
  record Replicated(Response response, int replicas) {}
}
