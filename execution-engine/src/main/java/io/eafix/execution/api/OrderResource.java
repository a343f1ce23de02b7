package io.eafix.execution.api;

import io.eafix.execution.intake.OrderIntake;
import io.eafix.execution.intake.Origin;
import io.eafix.execution.intake.Ticket;
import io.eafix.idempotency.Idempotent;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Orders in, and what became of them. */
@Path("/orders")
@Tag(name = "Orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OrderResource {
  private final OrderIntake intake;
  private final OrderReader reader;
  private final OrderStats stats;
  private final Clock clock;

  OrderResource(OrderIntake intake, OrderReader reader, OrderStats stats, Clock clock) {
    this.intake = intake;
    this.reader = reader;
    this.stats = stats;
    this.clock = clock;
  }

  @POST
  @Idempotent(operation = "order_submit")
  @WakesSender
  @Operation(
      summary = "Submit an order",
      description =
          "The order is committed before anything is sent, and reaches the venue at most once. The"
              + " answer comes before the venue's; follow the Location.")
  @APIResponse(
      responseCode = "202",
      description = "Committed",
      content = @Content(schema = @Schema(implementation = Ticket.class)))
  @APIResponse(responseCode = "400", description = "A field is missing or not allowed")
  public Uni<Response> submit(@NotNull @Valid OrderRequest request) {
    return intake
        .accept(request.terms(clock.instant()), Origin.DIRECT)
        .map(OrderResource::accepted);
  }

  @GET
  @Operation(summary = "Orders, the newest first")
  public Uni<OrderPage> orders(@Valid @BeanParam OrderQuery query) {
    return reader.page(query.filter());
  }

  @GET
  @Path("/{orderId}/history")
  @Operation(summary = "Everything that happened to an order")
  @APIResponse(responseCode = "404", description = "There is no such order")
  public Uni<HistoryView> history(@PathParam("orderId") UUID orderId) {
    return reader.history(orderId);
  }

  @GET
  @Path("/{executionId}/status")
  @Operation(summary = "What became of a request, and the order with its fills")
  @APIResponse(responseCode = "404", description = "There was no such request")
  public Uni<ExecutionView> status(@PathParam("executionId") UUID executionId) {
    return reader.execution(executionId);
  }

  @GET
  @Path("/{orderId}")
  @Operation(summary = "One order with its fills")
  @APIResponse(responseCode = "404", description = "There is no such order")
  public Uni<OrderView> order(@PathParam("orderId") UUID orderId) {
    return reader.order(orderId);
  }

  @GET
  @Path("/stats")
  @Operation(summary = "Figures over all orders")
  public Uni<OrderStats.Figures> stats() {
    return stats.read();
  }

  static Response accepted(Ticket ticket) {
    return Response.accepted(ticket)
        .location(URI.create("/orders/" + ticket.executionId() + "/status"))
        .build();
  }
}
