package io.eafix.localstack.client;

import io.eafix.localstack.process.StackException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A client that does not give up: whatever is not a definite answer is asked again with the same
 * key, which is what makes asking again safe.
 *
 * <p>Thread-safe.
 */
public final class PatientClient {
  private static final Set<Integer> ASK_AGAIN = Set.of(408, 409, 425, 429, 500, 502, 503, 504);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long PAUSE_MILLIS_FIRST = 50;
  private static final long PAUSE_MILLIS_MAX = 2_000;
  private static final int DOUBLINGS_MAX = 6;
  private static final int SHOWN_CHARS_MAX = 300;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /**
   * The definite answer, of the 2xx kind; fails with a {@link StackException} on a refusal or a
   * long silence.
   */
  public CompletableFuture<Answer> send(HttpRequest request) {
    return attempt(request, 1, System.nanoTime() + PATIENCE.toNanos());
  }

  private CompletableFuture<Answer> attempt(HttpRequest request, int number, long deadline) {
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
        .handle(
            (response, failure) -> {
              if (failure == null && !ASK_AGAIN.contains(response.statusCode())) {
                return definite(request, response);
              }
              String problem =
                  failure == null ? "status " + response.statusCode() : failure.toString();
              return again(request, number, deadline, pauseMillis(response, number), problem);
            })
        .thenCompose(next -> next);
  }

  private static CompletableFuture<Answer> definite(
      HttpRequest request, HttpResponse<byte[]> response) {
    if (response.statusCode() / 100 == 2) {
      return CompletableFuture.completedFuture(Answer.of(response));
    }
    String body = new String(response.body(), StandardCharsets.UTF_8);
    return CompletableFuture.failedFuture(
        new StackException(
            request.uri()
                + " refused "
                + key(request)
                + " with "
                + response.statusCode()
                + ": "
                + body.substring(0, Math.min(body.length(), SHOWN_CHARS_MAX))));
  }

  private CompletableFuture<Answer> again(
      HttpRequest request, int number, long deadline, long pauseMillis, String problem) {
    if (System.nanoTime() - deadline > 0) {
      return CompletableFuture.failedFuture(
          new StackException(
              request.uri()
                  + " did not take "
                  + key(request)
                  + " in "
                  + PATIENCE.toSeconds()
                  + " s; the last answer was "
                  + problem));
    }
    Executor later = CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS);
    return CompletableFuture.supplyAsync(() -> attempt(request, number + 1, deadline), later)
        .thenCompose(next -> next);
  }

  private static long pauseMillis(HttpResponse<?> response, int number) {
    if (response != null) {
      String retryAfter = response.headers().firstValue("Retry-After").orElse("");
      if (retryAfter.matches("[0-9]{1,4}")) {
        return Math.min(Long.parseLong(retryAfter) * 1_000, PAUSE_MILLIS_MAX);
      }
    }
    long ceiling = PAUSE_MILLIS_FIRST << Math.min(number, DOUBLINGS_MAX);
    return PAUSE_MILLIS_FIRST
        + ThreadLocalRandom.current().nextLong(Math.min(ceiling, PAUSE_MILLIS_MAX));
  }

  private static String key(HttpRequest request) {
    return request.headers().firstValue("Idempotency-Key").orElse(request.method());
  }
}
