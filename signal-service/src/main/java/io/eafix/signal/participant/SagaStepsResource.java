package io.eafix.signal.participant;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.saga.SagaCall;
import io.eafix.idempotency.saga.SagaFence;
import io.eafix.signal.signals.Signal;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The steps of the trading saga that this service does. */
@Path("/saga")
@Tag(name = "Saga steps", description = "Called by the orchestrator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SagaStepsResource {

  private final SagaFence fence;
  private final SignalSteps steps;

  SagaStepsResource(SagaFence fence, SignalSteps steps) {
    this.fence = fence;
    this.steps = steps;
  }

  @POST
  @Path("/validate_signal")
  @Idempotent(operation = "validate_signal")
  @Operation(summary = "Whether the signal may be traded now; 422 if it is invalid or expired")
  public Uni<ValidatedSignal> validate(
      @NotNull @Valid StepInput input, @Context HttpHeaders headers) {
    return fence.action(SagaCall.from(headers), () -> steps.validate(input.signalId()));
  }

  @POST
  @Path("/mark_signal_invalid")
  @Idempotent(operation = "mark_signal_invalid")
  @Operation(summary = "Undoes validate_signal: the signal is never traded again")
  public Uni<InvalidSignal> markInvalid(
      @NotNull @Valid StepInput input, @Context HttpHeaders headers) {
    return fence.compensation(
        SagaCall.from(headers),
        () -> steps.markInvalid(input.signalId(), input.reasonOrDefault()),
        () -> new InvalidSignal(input.signalId(), Signal.Status.INVALID));
  }
}
