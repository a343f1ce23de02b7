package io.eafix.idempotency.outbox;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/** The current span in the form of W3C Trace Context, level 1. */
final class Traceparent {

  private Traceparent() {}

  /** The {@code traceparent} of the span on this context, or {@code null} without one. */
  static String current() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid()
        ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex()
        : null;
  }
}
