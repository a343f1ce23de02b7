package io.eafix.execution.saga;

import io.eafix.execution.api.ExecutionView;
import io.eafix.execution.api.OrderReader;
import io.eafix.execution.api.WakesSender;
import io.eafix.execution.intake.Ticket;
import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.saga.SagaCall;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The engine as a participant of the trading saga. */
@Path("/saga")
@Tag(name = "Saga steps")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SagaResource {
  private final OrderStep step;
  private final OrderReader reader;

  SagaResource(OrderStep step, OrderReader reader) {
    this.step = step;
    this.reader = reader;
  }

  @POST
  @Path("/execute_order")
  @Idempotent(operation = "order_submit")
  @WakesSender
  @Operation(summary = "Take in the order of a signal")
  @APIResponse(responseCode = "202", description = "Committed; poll the Location")
  @APIResponse(responseCode = "422", description = "Refused for good, or compensated already")
  public Uni<Response> execute(@NotNull @Valid ExecuteOrder request, @Context HttpHeaders headers) {
    return step.execute(SagaCall.from(headers), request).map(SagaResource::accepted);
  }

  @GET
  @Path("/execute_order/{executionId}")
  @Operation(summary = "The result of execute_order")
  @APIResponse(responseCode = "200", description = "The order has ended and traded")
  @APIResponse(responseCode = "202", description = "Not known yet, or still working; poll again")
  @APIResponse(responseCode = "422", description = "The order has ended and nothing traded")
  public Uni<Response> executed(@PathParam("executionId") UUID executionId) {
    return reader.execution(executionId).map(SagaResource::result);
  }

  @POST
  @Path("/cancel_order")
  @Idempotent(operation = "order_cancel")
  @WakesSender
  @Operation(summary = "Undo execute_order: see to it that no order of the signal is alive")
  @APIResponse(responseCode = "200", description = "No order is alive; fills stay")
  @APIResponse(responseCode = "202", description = "The venue is being asked; poll the Location")
  public Uni<Response> cancel(@NotNull @Valid CancelOrder request, @Context HttpHeaders headers) {
    return step.cancel(SagaCall.from(headers), request).map(SagaResource::result);
  }

  @GET
  @Path("/cancel_order/{orderId}")
  @Operation(summary = "The result of cancel_order")
  @APIResponse(responseCode = "200", description = "The order has ended")
  @APIResponse(responseCode = "202", description = "The order may be alive; poll again")
  public Uni<Response> cancelled(@PathParam("orderId") UUID orderId) {
    return reader.order(orderId).map(Cancelled::of).map(SagaResource::result);
  }

  private static Response accepted(Ticket ticket) {
    return Response.accepted(ticket)
        .location(URI.create("/saga/execute_order/" + ticket.executionId()))
        .build();
  }

  private static Response result(ExecutionView execution) {
    return OrderStep.definite(execution)
        ? Response.ok(Executed.of(execution)).build()
        : accepted(
            new Ticket(
                execution.executionId(),
                execution.orderId(),
                execution.clOrdId(),
                execution.status()));
  }

  private static Response result(Cancelled cancelled) {
    return cancelled.outcome() == Cancelled.Outcome.CANCELING
        ? Response.accepted(cancelled)
            .location(URI.create("/saga/cancel_order/" + cancelled.orderId()))
            .build()
        : Response.ok(cancelled).build();
  }
}
