package io.eafix.saga.participant;

import io.eafix.saga.SagaConfig;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.util.TypeLiteral;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * One participant, with a concurrency limit and a circuit breaker of its own, so that a slow or
 * broken one holds up only the sagas that need it.
 *
 * <p>Calls beyond the limit wait in order. While the circuit is open nothing is sent. To be used on
 * one event loop.
 */
public final class ParticipantClient {

  private static final int CONNECT_MS_MAX = 2_000;
  private static final int KEEP_ALIVE_SECONDS = 30;

  private final String name;
  private final URI base;
  private final String basePath;
  private final HttpClient http;
  private final HttpExchange exchange;
  private final Clock clock;
  private final TypedGuard<CompletionStage<ParticipantAnswer>> guard;
  private volatile CircuitBreakerState circuit = CircuitBreakerState.CLOSED;

  ParticipantClient(String name, URI base, SagaConfig config, Vertx vertx, Clock clock) {
    this.name = name;
    this.base = base;
    this.clock = clock;
    this.basePath = base.getPath().replaceAll("/+$", "");
    boolean tls = "https".equals(base.getScheme());
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setDefaultHost(base.getHost())
                .setDefaultPort(base.getPort() > 0 ? base.getPort() : tls ? 443 : 80)
                .setSsl(tls)
                .setMaxPoolSize(config.participant().callsMax())
                .setMaxWaitQueueSize(config.participant().callsMax())
                .setConnectTimeout(CONNECT_MS_MAX)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                // The call's own span is made by the engine, with the saga's trace as its parent.
                .setTracingPolicy(TracingPolicy.IGNORE));
    this.exchange = new HttpExchange(vertx, http, clock, config.participant().answerBytesMax());
    this.guard = guard(config);
  }

  private TypedGuard<CompletionStage<ParticipantAnswer>> guard(SagaConfig config) {
    return TypedGuard.create(new TypeLiteral<CompletionStage<ParticipantAnswer>>() {})
        .withDescription("participant " + name)
        .withBulkhead()
        .limit(config.participant().callsMax())
        .queueSize(config.activeMax())
        .done()
        .withCircuitBreaker()
        .requestVolumeThreshold(config.participant().circuitVolume())
        .failureRatio(config.participant().circuitFailurePercent() / 100.0)
        .delay(config.participant().circuitOpenMs(), ChronoUnit.MILLIS)
        .skipOn(List.of(BulkheadException.class, NotSentException.class))
        .onStateChange(state -> circuit = state)
        .done()
        .build();
  }

  /**
   * Sends a request.
   *
   * @return any answer that came; fails with {@link NoAnswerException} if none came, or with {@link
   *     NotSentException} if it was held back
   */
  public Future<ParticipantAnswer> send(ParticipantCall call) {
    if (isLate(call)) {
      // Not even seen by the circuit breaker, to which it would count as a success.
      return late();
    }
    CompletionStage<ParticipantAnswer> guarded;
    try {
      guarded =
          guard.call(() -> inTime(call).compose(ParticipantClient::judge).toCompletionStage());
    } catch (Exception refused) {
      return recover(refused);
    }
    return Future.fromCompletionStage(guarded).recover(ParticipantClient::recover);
  }

  private Future<ParticipantAnswer> inTime(ParticipantCall call) {
    return isLate(call) ? late() : exchange.send(basePath, call);
  }

  private boolean isLate(ParticipantCall call) {
    return call.until() != null && clock.instant().isAfter(call.until());
  }

  private static Future<ParticipantAnswer> late() {
    return Future.failedFuture(new NotSentException("its time was over before its turn came"));
  }

  /**
   * The path and query of a location that the participant gave, if it is the participant's own.
   *
   * @throws IllegalArgumentException if it leads elsewhere: another host is never called
   */
  public String own(String location) {
    URI target = base.resolve(location);
    if (!base.getAuthority().equals(target.getAuthority())
        || !base.getScheme().equals(target.getScheme())
        || !target.getRawPath().startsWith(basePath)) {
      throw new IllegalArgumentException("the location is not the participant's own");
    }
    String path = target.getRawPath().substring(basePath.length());
    return target.getRawQuery() == null ? path : path + '?' + target.getRawQuery();
  }

  /** The participant's name. */
  public String name() {
    return name;
  }

  /** State of the circuit. */
  public CircuitBreakerState circuit() {
    return circuit;
  }

  void close() {
    http.close();
  }

  private static Future<ParticipantAnswer> judge(ParticipantAnswer answer) {
    return answer.status() >= 500 || answer.status() == 429
        ? Future.failedFuture(new UnwellException(answer))
        : Future.succeededFuture(answer);
  }

  private static Future<ParticipantAnswer> recover(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof UnwellException unwell) {
      return Future.succeededFuture(unwell.answer());
    }
    if (cause instanceof CircuitBreakerOpenException) {
      return Future.failedFuture(new NotSentException("the participant's circuit is open"));
    }
    if (cause instanceof BulkheadException) {
      return Future.failedFuture(new NotSentException("too many calls wait for the participant"));
    }
    return Future.failedFuture(
        cause instanceof NoAnswerException || cause instanceof NotSentException
            ? cause
            : new NoAnswerException(cause.toString()));
  }
}
