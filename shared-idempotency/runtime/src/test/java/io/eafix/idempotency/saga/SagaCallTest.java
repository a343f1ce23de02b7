package io.eafix.idempotency.saga;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkiverse.resteasy.problem.HttpProblem;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SagaCallTest {

  private final Map<String, String> headers =
      new HashMap<>(
          Map.of(
              "Saga-Id", "7",
              "Saga-Step", "check_risk",
              "Saga-Phase", "compensation",
              "Saga-Deadline", "2026-01-05T09:30:00Z"));

  @Test
  void isWhatTheHeadersSay() {
    SagaCall call = SagaCall.from(headers::get);
    assertEquals("7:check_risk:compensation", call.idempotencyKey());
    assertEquals(Optional.of(Instant.parse("2026-01-05T09:30:00Z")), call.deadline());
    headers.remove("Saga-Deadline");
    assertEquals(Optional.empty(), SagaCall.from(headers::get).deadline());
  }

  @ParameterizedTest
  @CsvSource({
    "Saga-Id,",
    "Saga-Id,' '",
    "Saga-Id,a\0b",
    "Saga-Step,",
    "Saga-Step,\0",
    "Saga-Phase,",
    "Saga-Phase,undo",
    "Saga-Deadline,soon"
  })
  void aMalformedHeaderIsRefusedAndNamed(String header, String value) {
    headers.put(header, value);
    HttpProblem refusal = assertThrows(HttpProblem.class, () -> SagaCall.from(headers::get));
    assertEquals(400, refusal.getStatusCode());
    assertEquals(header, refusal.getParameters().get("field"));
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    headers.put("Saga-Step", "s".repeat(101));
    assertThrows(HttpProblem.class, () -> SagaCall.from(headers::get));
  }
}
