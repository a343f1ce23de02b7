package io.eafix.saga.engine;

import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.run.SagaRun;
import io.eafix.saga.run.SagaState;
import io.eafix.saga.store.ProgressCodec;
import io.eafix.saga.store.SagaRecord;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.UUID;

/** Makes sagas out of plans. */
@ApplicationScoped
class NewSagas {

  private static final String NO_PROGRESS = "{}";
  private static final long FIRST_VERSION = 1;

  private final Clock clock;

  NewSagas(Clock clock) {
    this.clock = clock;
  }

  /**
   * A new saga with its first calls decided.
   *
   * @param epoch who will drive it, null if it has to wait
   */
  NewSaga make(UUID id, SagaPlan plan, String businessKey, String context, Long epoch) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    ActiveSaga saga =
        new ActiveSaga(
            new SagaRecord(
                id,
                plan.definition().name(),
                plan.version(),
                businessKey,
                SagaState.RUNNING,
                context,
                NO_PROGRESS,
                FIRST_VERSION,
                epoch,
                plan.definition().deadline().map(now::plus).orElse(null),
                traceParent(),
                now,
                new HashMap<>(),
                true),
            plan,
            clock);
    SagaRun begun = saga.machine.start(saga);
    saga.run = epoch == null ? saga.machine.queued(begun) : begun;
    return new NewSaga(row(saga, context, epoch, now), saga);
  }

  private static SagaRecord row(ActiveSaga saga, String context, Long epoch, Instant createdAt) {
    return new SagaRecord(
        saga.id,
        saga.plan.definition().name(),
        saga.plan.version(),
        saga.businessKey,
        saga.run.state(),
        context,
        ProgressCodec.write(saga.plan, saga.run),
        saga.version,
        saga.run.state().terminal() ? null : epoch,
        saga.deadlineAt,
        saga.traceParent,
        createdAt,
        saga.results,
        true);
  }

  private static String traceParent() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid()
        ? "00-%s-%s-%s".formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
        : null;
  }
}
