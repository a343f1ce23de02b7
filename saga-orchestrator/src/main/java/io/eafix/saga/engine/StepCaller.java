package io.eafix.saga.engine;

import io.eafix.idempotency.saga.SagaHeaders;
import io.eafix.idempotency.saga.SagaPhase;
import io.eafix.saga.definition.CallDefinition;
import io.eafix.saga.definition.ExpressionException;
import io.eafix.saga.definition.StepDefinition;
import io.eafix.saga.participant.NotSentException;
import io.eafix.saga.participant.ParticipantAnswer;
import io.eafix.saga.participant.ParticipantCall;
import io.eafix.saga.participant.ParticipantClient;
import io.eafix.saga.participant.Participants;
import io.eafix.saga.run.Outcome;
import io.eafix.saga.run.StepRun;
import io.eafix.saga.store.Payloads;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a step's call or poll and says what came of it. Every attempt of a phase carries the same
 * idempotency key and the same body.
 */
@ApplicationScoped
class StepCaller {

  private final Participants participants;
  private final CallTracing tracing;
  private final CallbackUrls callbacks;
  private final EngineMetrics metrics;
  private final Clock clock;

  StepCaller(
      Participants participants,
      CallTracing tracing,
      CallbackUrls callbacks,
      EngineMetrics metrics,
      Clock clock) {
    this.participants = participants;
    this.tracing = tracing;
    this.callbacks = callbacks;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Calls the step's action or compensation; empty if nothing was sent. */
  Future<Optional<CallFinished>> call(ActiveSaga saga, int step, boolean compensation) {
    StepDefinition definition = saga.plan.step(step);
    CallDefinition call =
        compensation ? definition.compensation().orElseThrow() : definition.action();
    Buffer body;
    try {
      body = body(saga, step, compensation, call);
    } catch (ExpressionException | IllegalArgumentException broken) {
      return Future.succeededFuture(Optional.of(failed(step, compensation, broken)));
    }
    return send(
        saga,
        step,
        compensation,
        new ParticipantCall(
            HttpMethod.POST,
            call.path(),
            headers(saga, step, compensation, call),
            body,
            call.timeout(),
            until(saga, step, compensation, call)));
  }

  /** Asks for the outcome of a 202; empty if nothing was sent. */
  Future<Optional<CallFinished>> poll(ActiveSaga saga, int step, boolean compensation) {
    StepDefinition definition = saga.plan.step(step);
    CallDefinition call =
        compensation ? definition.compensation().orElseThrow() : definition.action();
    return send(
        saga,
        step,
        compensation,
        new ParticipantCall(
            HttpMethod.GET,
            saga.run.step(step).location(),
            headers(saga, step, compensation, call),
            null,
            call.timeout(),
            null));
  }

  private static Instant until(
      ActiveSaga saga, int step, boolean compensation, CallDefinition call) {
    return !compensation && saga.plan.step(step).unbounded()
        ? null
        : saga.dueSince(step).plus(call.retry().budget());
  }

  private Future<Optional<CallFinished>> send(
      ActiveSaga saga, int step, boolean compensation, ParticipantCall call) {
    ParticipantClient participant =
        participants.find(saga.plan.step(step).participant()).orElseThrow();
    Instant startedAt = clock.instant();
    CallTracing.Span span = tracing.begin(saga, step, compensation, call);
    return participant
        .send(call)
        .transform(
            done -> {
              span.end(done);
              return Future.succeededFuture(
                  finished(saga, step, compensation, startedAt, participant, done));
            });
  }

  private Optional<CallFinished> finished(
      ActiveSaga saga,
      int step,
      boolean compensation,
      Instant startedAt,
      ParticipantClient participant,
      AsyncResult<ParticipantAnswer> done) {
    if (done.cause() instanceof NotSentException) {
      metrics.called(participant.name(), "not-sent", Duration.ZERO);
      return Optional.empty();
    }
    Instant endedAt = clock.instant();
    Duration took = Duration.between(startedAt, endedAt);
    if (done.failed()) {
      metrics.called(participant.name(), "no-answer", took);
      return Optional.of(
          new CallFinished(
              step,
              compensation,
              new Outcome.Indefinite(String.valueOf(done.cause().getMessage()), Duration.ZERO),
              null,
              null,
              startedAt,
              endedAt,
              null));
    }
    ParticipantAnswer answer = done.result();
    metrics.called(participant.name(), answer.status() / 100 + "xx", took);
    return Optional.of(read(saga, step, compensation, startedAt, endedAt, participant, answer));
  }

  private CallFinished read(
      ActiveSaga saga,
      int step,
      boolean compensation,
      Instant startedAt,
      Instant endedAt,
      ParticipantClient participant,
      ParticipantAnswer answer) {
    Outcome outcome = Answers.outcome(answer);
    Object result = null;
    try {
      if (outcome instanceof Outcome.Succeeded) {
        result = Answers.result(answer);
        outcome = new Outcome.Succeeded(compensation && held(saga, step, result));
      } else if (outcome instanceof Outcome.Accepted accepted && accepted.location() != null) {
        outcome = new Outcome.Accepted(participant.own(accepted.location()), accepted.retryAfter());
      }
    } catch (IllegalArgumentException | ExpressionException unusable) {
      outcome = new Outcome.Indefinite("unusable answer: " + unusable.getMessage(), Duration.ZERO);
    }
    return new CallFinished(
        step,
        compensation,
        outcome,
        result,
        answer.status(),
        startedAt,
        endedAt,
        answer.body().isEmpty() ? null : answer.body());
  }

  private static boolean held(ActiveSaga saga, int step, Object result) {
    return saga.plan
        .step(step)
        .compensation()
        .flatMap(CallDefinition::heldWhen)
        .map(condition -> condition.holds(ExpressionInput.ofAnswer(saga, step, result)))
        .orElse(false);
  }

  private static Buffer body(ActiveSaga saga, int step, boolean compensation, CallDefinition call) {
    Buffer sent = saga.body(step, compensation);
    if (sent != null) {
      return sent;
    }
    Map<String, Object> input =
        compensation
            ? ExpressionInput.ofCompensation(saga, step)
            : ExpressionInput.ofAction(saga, step);
    Object mapped = call.input().map(expression -> expression.evaluate(input)).orElse(null);
    if (call.input().isPresent() && !(mapped instanceof Map)) {
      throw new IllegalArgumentException("the mapping does not give an object");
    }
    Buffer body = Buffer.buffer(Payloads.write(mapped == null ? saga.context : mapped));
    saga.remember(step, compensation, body);
    return body;
  }

  private Map<String, String> headers(
      ActiveSaga saga, int step, boolean compensation, CallDefinition call) {
    String name = saga.plan.step(step).name();
    String phase = (compensation ? SagaPhase.COMPENSATION : SagaPhase.ACTION).header();
    StepRun run = saga.run.step(step);
    Map<String, String> headers = new HashMap<>();
    headers.put("Idempotency-Key", saga.id + ":" + name + ":" + phase);
    headers.put("Accept", "application/json");
    headers.put(SagaHeaders.SAGA_ID, saga.id.toString());
    headers.put(SagaHeaders.SAGA_STEP, name);
    headers.put(SagaHeaders.SAGA_PHASE, phase);
    headers.put(
        SagaHeaders.SAGA_DEADLINE,
        saga.dueSince(step).plus(call.retry().budget()).truncatedTo(ChronoUnit.MILLIS).toString());
    if (run.callback() != null && !compensation) {
      headers.put(SagaHeaders.SAGA_CALLBACK, callbacks.of(saga.id, name, run.callback()));
    }
    return headers;
  }

  /** A mapping that cannot be evaluated never could; one that took too long may have been, once. */
  private CallFinished failed(int step, boolean compensation, RuntimeException broken) {
    String why = "input: " + broken.getMessage();
    Outcome outcome =
        broken instanceof ExpressionException expression && expression.timedOut()
            ? new Outcome.Indefinite(why, Duration.ZERO)
            : new Outcome.Refused(why, true);
    Instant now = clock.instant();
    return new CallFinished(step, compensation, outcome, null, null, now, now, null);
  }
}
