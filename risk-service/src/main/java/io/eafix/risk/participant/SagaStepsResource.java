package io.eafix.risk.participant;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.saga.SagaCall;
import io.eafix.idempotency.saga.SagaFence;
import io.eafix.risk.config.RiskConfig;
import io.eafix.risk.decision.DecisionView;
import io.eafix.risk.decision.Decisions;
import io.quarkiverse.resteasy.problem.HttpProblem;
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
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The steps of the trading saga that this service does. */
@Path("/saga")
@Tag(name = "Saga steps", description = "Called by the orchestrator")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SagaStepsResource {

  private final SagaFence fence;
  private final Decisions decisions;
  private final RiskSteps steps;
  private final Clock clock;
  private final Duration clockTolerance;

  SagaStepsResource(
      SagaFence fence, Decisions decisions, RiskSteps steps, Clock clock, RiskConfig config) {
    this.fence = fence;
    this.decisions = decisions;
    this.steps = steps;
    this.clock = clock;
    this.clockTolerance = config.clockTolerance();
  }

  @POST
  @Path("/check_risk")
  @Idempotent(operation = "risk_validate")
  @Operation(summary = "Checks an order and reserves its room")
  @APIResponse(
      responseCode = "200",
      description = "Approved, and the room is reserved",
      content = @Content(schema = @Schema(implementation = DecisionView.class)))
  @APIResponse(responseCode = "422", description = "Refused, with all reasons")
  public Uni<Response> checkRisk(
      @NotNull @Valid CheckRiskInput input, @Context HttpHeaders headers) {
    return fence
        .action(
            SagaCall.from(headers),
            () -> decisions.decide(input.intent(clock.instant(), clockTolerance)))
        .map(SagaStepsResource::answer);
  }

  @POST
  @Path("/release_reservation")
  @Idempotent(operation = "risk_release")
  @Operation(summary = "Undoes check_risk: the room is free again")
  public Uni<Released> release(@NotNull @Valid ReleaseInput input, @Context HttpHeaders headers) {
    return fence.compensation(
        SagaCall.from(headers),
        () -> steps.release(input.signalId()),
        () -> new Released(input.signalId(), null));
  }

  @POST
  @Path("/update_records")
  @Idempotent(operation = "position_update")
  @Operation(summary = "Books the executions of a finished order and closes its reservation")
  public Uni<RecordedFills> updateRecords(
      @NotNull @Valid UpdateRecordsInput input, @Context HttpHeaders headers) {
    return fence.action(SagaCall.from(headers), () -> steps.record(input));
  }

  /** A refusal is answered, not thrown: it must commit with everything that was written for it. */
  private static Response answer(DecisionView decision) {
    if (decision.approved()) {
      return Response.ok(decision).build();
    }
    HttpProblem problem =
        Problems.unprocessable(
            "risk-refused",
            "The order is refused",
            decision.reasons().stream()
                .map(reason -> reason.code().name())
                .collect(Collectors.joining(", ")),
            Map.of("decisionId", decision.decisionId(), "reasons", decision.reasons()));
    return problem.toResponse();
  }
}
