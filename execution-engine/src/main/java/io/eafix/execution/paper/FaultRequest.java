package io.eafix.execution.paper;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Body of {@code POST /venues/paper/faults}: what shall go wrong next. */
@Schema(name = "PaperFault")
record FaultRequest(
    @NotNull Fault.Kind kind,
    @Schema(description = "Which messages; absent means SUBMIT") Fault.Message message,
    @Schema(description = "How many messages; absent means 1") @Min(1) @Max(Faults.PENDING_MAX)
        Integer count,
    @Schema(
            description =
                "How much later the message arrives, for DELAY; how long the venue is down, for RESTART")
        @Min(0)
        @Max(600_000)
        Long delayMs) {

  Fault fault() {
    return new Fault(
        kind,
        message == null ? Fault.Message.SUBMIT : message,
        Duration.ofMillis(delayMs == null ? 0 : delayMs));
  }

  int times() {
    return count == null ? 1 : count;
  }
}
