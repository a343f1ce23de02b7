package io.eafix.saga.participant;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** One request and its answer, bounded in time and size. Redirects are not followed. */
final class HttpExchange {

  private final Vertx vertx;
  private final HttpClient http;
  private final Clock clock;
  private final int answerBytesMax;

  HttpExchange(Vertx vertx, HttpClient http, Clock clock, int answerBytesMax) {
    this.vertx = vertx;
    this.http = http;
    this.clock = clock;
    this.answerBytesMax = answerBytesMax;
  }

  /** Fails with {@link NoAnswerException} if there is no complete answer in time. */
  Future<ParticipantAnswer> send(String basePath, ParticipantCall call) {
    Promise<ParticipantAnswer> answer = Promise.promise();
    HttpClientRequest[] sent = new HttpClientRequest[1];
    long timer =
        vertx.setTimer(
            Math.max(1, call.timeout().toMillis()),
            fired -> {
              answer.tryFail(new NoAnswerException("no answer within " + call.timeout()));
              if (sent[0] != null) {
                sent[0].reset();
              }
            });
    http.request(new RequestOptions().setMethod(call.method()).setURI(basePath + call.uri()))
        .compose(
            request -> {
              sent[0] = request;
              return exchange(request, call, answer);
            })
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              if (done.failed()) {
                answer.tryFail(new NoAnswerException(reason(done.cause())));
              } else {
                answer.tryComplete(done.result());
              }
            });
    return answer.future();
  }

  private Future<ParticipantAnswer> exchange(
      HttpClientRequest request, ParticipantCall call, Promise<ParticipantAnswer> answer) {
    if (answer.future().isComplete()) {
      // Timed out while waiting for a connection: nothing must leave any more.
      request.reset();
      return Future.failedFuture("timed out before sending");
    }
    call.headers().forEach(request::putHeader);
    if (call.body() == null) {
      return request.send().compose(this::read);
    }
    request.putHeader("Content-Type", "application/json");
    return request.send(call.body()).compose(this::read);
  }

  private Future<ParticipantAnswer> read(HttpClientResponse response) {
    Promise<ParticipantAnswer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(whole::tryFail);
    response.handler(
        chunk -> {
          if (body.length() + chunk.length() > answerBytesMax) {
            whole.tryFail("the answer is longer than " + answerBytesMax + " bytes");
            response.request().reset();
          } else {
            body.appendBuffer(chunk);
          }
        });
    response.endHandler(
        end ->
            whole.tryComplete(
                new ParticipantAnswer(
                    response.statusCode(),
                    body.toString(StandardCharsets.UTF_8),
                    response.getHeader("Location"),
                    RetryAfter.parse(response.getHeader("Retry-After"), clock.instant()))));
    return whole.future();
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
