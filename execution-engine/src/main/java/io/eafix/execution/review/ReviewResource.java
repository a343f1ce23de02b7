package io.eafix.execution.review;

import io.eafix.execution.api.ExecutionView;
import io.eafix.execution.api.OrderReader;
import io.eafix.execution.api.WakesSender;
import io.eafix.execution.book.DisputeStore;
import io.eafix.execution.book.DisputeView;
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
  private final DisputeStore disputes;

  ReviewResource(Reviews reviews, OrderReader reader, DisputeStore disputes) {
    this.reviews = reviews;
    this.reader = reader;
    this.disputes = disputes;
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
      summary = "Trades that venues took back, changed or contradicted, the newest first",
      description = "None of it is booked: compare with the venue's statement.")
  public Uni<List<DisputeView>> disputed(
      @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit) {
    return disputes.latest(limit);
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
