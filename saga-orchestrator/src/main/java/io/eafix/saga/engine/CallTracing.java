package io.eafix.saga.engine;

import io.eafix.saga.participant.ParticipantAnswer;
import io.eafix.saga.participant.ParticipantCall;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.AsyncResult;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** A span for every call, in the trace of the request that started the saga. */
@ApplicationScoped
class CallTracing {

  private static final String TRACE_PARENT = "traceparent";
  private static final TextMapGetter<Map<String, String>> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
          return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
          return carrier == null ? null : carrier.get(key);
        }
      };

  private final OpenTelemetry telemetry;
  private final Tracer tracer;

  CallTracing(OpenTelemetry telemetry) {
    this.telemetry = telemetry;
    this.tracer = telemetry.getTracer("io.eafix.saga");
  }

  /** Begins a call's span and puts it into the call's headers. */
  Span begin(ActiveSaga saga, int step, boolean compensation, ParticipantCall call) {
    Context parent =
        saga.traceParent == null
            ? Context.root()
            : telemetry
                .getPropagators()
                .getTextMapPropagator()
                .extract(Context.root(), Map.of(TRACE_PARENT, saga.traceParent), GETTER);
    io.opentelemetry.api.trace.Span span =
        tracer
            .spanBuilder(saga.plan.step(step).name() + (compensation ? " compensation" : ""))
            .setParent(parent)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("eafix.saga.id", saga.id.toString())
            .setAttribute("peer.service", saga.plan.step(step).participant())
            .startSpan();
    telemetry
        .getPropagators()
        .getTextMapPropagator()
        .inject(parent.with(span), call.headers(), Map::put);
    return new Span(span);
  }

  /** A call's span. */
  record Span(io.opentelemetry.api.trace.Span span) {
    void end(AsyncResult<ParticipantAnswer> done) {
      if (done.failed()) {
        span.setStatus(StatusCode.ERROR, done.cause().getMessage());
      } else {
        span.setAttribute("http.response.status_code", done.result().status());
      }
      span.end();
    }
  }
}
