package io.eafix.idempotency.store;

import io.eafix.idempotency.store.LateAnswers.Answer;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Future;
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
  private final RedisPipes pipes;
  private final boolean cluster;

  /**
   * @param connections that are held open, 0 for those of the pool
   * @param cluster whether keys of one batch may lie on several nodes
   */
  RedisScripts(Redis redis, int connections, boolean cluster) {
    this.redis = redis;
    this.pipes = new RedisPipes(redis, connections);
    this.cluster = cluster;
  }

  Future<Response> run(Script script, String key, List<Buffer> arguments) {
    return pipes
        .send(request(Command.EVALSHA, script.sha1(), key, arguments))
        .recover(
            failure ->
                isUnknownScript(failure)
                    ? pipes.send(request(Command.EVAL, script.text(), key, arguments))
                    : Future.failedFuture(failure));
  }

  /** Runs a script once for each key, in one round trip unless on a cluster. */
  Future<List<Response>> runAll(Script script, List<Answer> answers) {
    return cluster ? oneByOne(script, answers) : together(script, answers);
  }

  private Future<List<Response>> together(Script script, List<Answer> answers) {
    List<Request> requests =
        answers.stream()
            .map(
                answer -> request(Command.EVALSHA, script.sha1(), answer.key(), answer.arguments()))
            .toList();
    return pipes
        .batch(requests)
        .recover(
            failure ->
                isUnknownScript(failure)
                    ? oneByOne(script, answers)
                    : Future.failedFuture(failure));
  }

  private Future<List<Response>> oneByOne(Script script, List<Answer> answers) {
    return Future.all(
            answers.stream().map(answer -> run(script, answer.key(), answer.arguments())).toList())
        .map(CompositeFuture::list);
  }

  /**
   * Runs a script and waits for replicas on the same connection, in one round trip. The connection
   * is one of the pool: nothing else may wait behind this.
   *
   * @return the script's answer, and how many replicas have it
   */
  Future<Replicated> run(
      Script script, String key, List<Buffer> arguments, int replicas, Duration timeout) {
    Request wait = Request.cmd(Command.WAIT).arg(replicas).arg(timeout.toMillis());
    return replicated(request(Command.EVALSHA, script.sha1(), key, arguments), wait)
        .recover(
            failure ->
                isUnknownScript(failure)
                    ? replicated(request(Command.EVAL, script.text(), key, arguments), wait)
                    : Future.failedFuture(failure));
  }

  private Future<Replicated> replicated(Request script, Request wait) {
    return redis
        .batch(List.of(script, wait))
        .map(responses -> new Replicated(responses.get(0), responses.get(1).toInteger()));
  }

  /** What closes the connection on which this thread has just sent. */
  Runnable givingUpConnection() {
    return pipes.givingUp();
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
