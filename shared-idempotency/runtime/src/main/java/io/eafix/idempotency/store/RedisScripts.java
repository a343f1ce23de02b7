package io.eafix.idempotency.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
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
    return send(Command.EVALSHA, script.sha1(), key, arguments)
        .onFailure(RedisScripts::isUnknownScript)
        .recoverWithUni(() -> send(Command.EVAL, script.text(), key, arguments));
  }

  private Uni<Response> send(Command command, String script, String key, List<Buffer> arguments) {
    Request request = Request.cmd(command).arg(script).arg(1).arg(key);
    arguments.forEach(request::arg);
    return Uni.createFrom().completionStage(() -> redis.send(request).toCompletionStage());
  }

  private static boolean isUnknownScript(Throwable failure) {
    return failure.getMessage() != null && failure.getMessage().startsWith(UNKNOWN_SCRIPT);
  }
}
