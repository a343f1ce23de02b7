package io.eafix.idempotency.execution;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.eafix.idempotency.store.StoredAnswer;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExecutionTraceTest {

  @Test
  void aReplayNamesItsOperationItsOutcomeAndItsExecution() {
    UUID id = new UUID(1, 2);
    ReadableSpan span =
        described(new ExecutionOutcome.Replayed(id, new StoredAnswer(200, Map.of(), null)));
    assertEquals("order_submit", span.getAttribute(stringKey("eafix.idempotency.operation")));
    assertEquals("replayed", span.getAttribute(stringKey("eafix.idempotency.outcome")));
    assertEquals(id.toString(), span.getAttribute(stringKey("eafix.idempotency.execution_id")));
  }

  @Test
  void anOutcomeWithoutAnExecutionNamesNone() {
    ReadableSpan span = described(new ExecutionOutcome.InProgress(Duration.ofSeconds(1)));
    assertEquals("in_progress", span.getAttribute(stringKey("eafix.idempotency.outcome")));
    assertNull(span.getAttribute(stringKey("eafix.idempotency.execution_id")));
  }

  private static ReadableSpan described(ExecutionOutcome outcome) {
    try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
      var span = provider.get("test").spanBuilder("request").startSpan();
      ExecutionTrace.describe(span, "order_submit", outcome);
      return (ReadableSpan) span;
    }
  }
}
