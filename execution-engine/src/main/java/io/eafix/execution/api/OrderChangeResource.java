package io.eafix.execution.api;

import io.eafix.execution.intake.CancelIntake;
import io.eafix.execution.intake.ReplaceIntake;
import io.eafix.execution.intake.Ticket;
import io.eafix.execution.order.OrderEntity;
import io.eafix.execution.order.OrderRepository;
import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Changes of what was ordered. Each answers 202 with a ticket of its own. */
@Path("/orders")
@Tag(name = "Orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OrderChangeResource {
  private final OrderRepository orders;
  private final CancelIntake cancels;
  private final ReplaceIntake replaces;

  OrderChangeResource(OrderRepository orders, CancelIntake cancels, ReplaceIntake replaces) {
    this.orders = orders;
    this.cancels = cancels;
    this.replaces = replaces;
  }

  /** Body of a cancel. */
  public record CancelRequest(@Size(max = 500) String reason) {}

  /** Body of a replace; absent fields stay as they are. */
  public record ReplaceRequest(
      @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION) BigDecimal quantity,
      @Positive @Digits(integer = Limits.INTEGER, fraction = Limits.FRACTION) BigDecimal price) {}

  @POST
  @Path("/{orderId}/cancel")
  @Idempotent(operation = "order_cancel")
  @WakesSender
  @Operation(
      summary = "Cancel what is open of an order",
      description =
          "An order that was not sent is withdrawn at once. Otherwise the venue is asked, and the"
              + " order may still trade until it confirms.")
  @APIResponse(responseCode = "202", description = "Committed")
  @APIResponse(responseCode = "404", description = "There is no such order")
  @APIResponse(responseCode = "422", description = "The order has ended")
  public Uni<Response> cancel(
      @PathParam("orderId") UUID orderId, @NotNull @Valid CancelRequest request) {
    String why = request.reason() == null ? "Asked for by a client" : request.reason();
    return lock(orderId)
        .flatMap(
            order ->
                cancels
                    .open(order)
                    .invoke(open -> checkOpen(order, open))
                    .chain(() -> cancels.cancel(order, why)))
        .map(OrderChangeResource::accepted);
  }

  @POST
  @Path("/{orderId}/replace")
  @Idempotent(operation = "order_modify")
  @WakesSender
  @Operation(summary = "Change quantity or price of a live order")
  @APIResponse(responseCode = "202", description = "Committed")
  @APIResponse(responseCode = "422", description = "The order cannot change")
  public Uni<Response> replace(
      @PathParam("orderId") UUID orderId, @NotNull @Valid ReplaceRequest request) {
    return lock(orderId)
        .flatMap(order -> replaces.replace(order, request.quantity(), request.price()))
        .map(OrderChangeResource::accepted);
  }

  private static void checkOpen(OrderEntity order, boolean open) {
    if (!open) {
      throw Problems.unprocessable(
          "order-ended", "The order has ended", "order " + order.id + " is " + order.status);
    }
  }

  private Uni<OrderEntity> lock(UUID orderId) {
    return orders
        .lock(orderId)
        .map(found -> found.orElseThrow(() -> Problems.notFound("order", orderId)));
  }

  private static Response accepted(Ticket ticket) {
    return OrderResource.accepted(ticket);
  }
}
