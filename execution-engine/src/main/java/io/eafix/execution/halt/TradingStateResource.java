package io.eafix.execution.halt;

import io.eafix.execution.api.WakesSender;
import io.eafix.idempotency.Idempotent;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The kill switch. */
@Path("/trading-state")
@Tag(name = "Kill switch")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TradingStateResource {
  private final TradingStates states;
  private final HaltCancels cancels;

  TradingStateResource(TradingStates states, HaltCancels cancels) {
    this.states = states;
    this.cancels = cancels;
  }

  /**
   * Answer to a change.
   *
   * @param cancelled how many live orders are being cancelled
   */
  public record Changed(TradingState state, int cancelled) {}

  @GET
  @Operation(
      summary =
          "The settings of the kill switch, made here and in the risk service; what is not listed is"
              + " ACTIVE, and the strictest holds")
  public Uni<List<TradingState>> all() {
    return states.all();
  }

  @PUT
  @Idempotent(operation = "trading_state")
  @WakesSender
  @Operation(
      summary = "Change what this engine may send",
      description =
          "Once this is answered, no message that the new state forbids begins. What was begun"
              + " before may still reach the venue. Orders not sent yet are refused.")
  @APIResponse(responseCode = "200", description = "Changed")
  public Uni<Changed> change(@NotNull @Valid TradingStateRequest request) {
    return states
        .change(request)
        .flatMap(
            state ->
                request.cancelsOrders()
                    ? cancels
                        .ask(request.scope(), request.value(), request.reason())
                        .map(count -> new Changed(state, count))
                    : Uni.createFrom().item(new Changed(state, 0)));
  }
}
