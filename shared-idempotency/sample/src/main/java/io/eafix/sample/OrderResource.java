package io.eafix.sample;

import io.eafix.idempotency.Idempotent;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;

/** One endpoint with an effect, and one to see it. */
@Path("/orders")
public class OrderResource {

  /** What a client asks for. */
  public record OrderRequest(@NotNull String symbol, @NotNull @Positive BigDecimal quantity) {}

  @POST
  @Idempotent(operation = "order_submit")
  public Uni<Response> submit(@NotNull @Valid OrderRequest request) {
    Order order = new Order();
    order.symbol = request.symbol();
    order.quantity = request.quantity();
    return order
        .<Order>persistAndFlush()
        .map(written -> Response.created(URI.create("/orders/" + written.id)).entity(written))
        .map(Response.ResponseBuilder::build);
  }

  @GET
  @WithSession
  public Uni<List<Order>> all() {
    return Order.listAll();
  }
}
