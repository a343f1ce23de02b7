package io.eafix.execution.review;

import io.eafix.execution.api.ExecutionView;
import io.eafix.execution.api.OrderReader;
import io.eafix.execution.api.WakesSender;
import io.eafix.idempotency.Idempotent;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Where a person decides about what gave no evidence. */
@Path("/reviews")
@Tag(name = "Manual review")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ReviewResource {
  private final Reviews reviews;
  private final OrderReader reader;
  private final OddExecutions executions;

  ReviewResource(Reviews reviews, OrderReader reader, OddExecutions executions) {
    this.reviews = reviews;
    this.reader = reader;
    this.executions = executions;
  }

  @GET
  @Operation(summary = "Requests in MANUAL_REVIEW, the longest waiting first")
  public Uni<List<ExecutionView>> waiting(
      @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
    return reader.inReview(limit);
  }

  @GET
  @Path("/executions")
  @Operation(
      summary =
          "Trades that no order explains, and those that venues took back, changed or contradicted,"
              + " the newest first",
      description = "None of it is booked: compare with the venue's statement.")
  public Uni<List<OddExecution>> odd(
      @RestQuery @DefaultValue("OPEN") OddExecution.Status status,
      @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
    return executions.latest(status, limit);
  }

  @POST
  @Path("/executions/{id}/resolve")
  @Idempotent(operation = "execution_review")
  @Operation(summary = "Note that a person has compared it with the venue's statement")
  @APIResponse(responseCode = "200", description = "Noted, with the person's name")
  @APIResponse(responseCode = "422", description = "That was noted before")
  public Uni<OddExecution> resolve(
      @PathParam("id") UUID id, @NotNull @Valid Resolution resolution) {
    return executions.resolve(id, resolution);
  }

  @POST
  @Path("/{executionId}")
  @Idempotent(operation = "order_review")
  @WakesSender
  @Operation(
      summary = "Decide about a request in MANUAL_REVIEW",
      description = "GET /reviews lists them; the order's history shows what was asked.")
  @APIResponse(responseCode = "200", description = "Carried out, and noted with the person's name")
  @APIResponse(responseCode = "422", description = "It is not in MANUAL_REVIEW")
  public Uni<ExecutionView> decide(
      @PathParam("executionId") UUID executionId, @NotNull @Valid Decision decision) {
    return reviews.decide(executionId, decision).chain(() -> reader.execution(executionId));
  }
}
