package io.eafix.risk.halt;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** The kill switch. */
@Path("/trading-state")
@Tag(name = "Kill switch")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TradingStateResource {

  private final Transactions transactions;
  private final TradingStates states;

  TradingStateResource(Transactions transactions, TradingStates states) {
    this.transactions = transactions;
    this.states = states;
  }

  /** Answer to a change. */
  public record Changed(TradingState state) {}

  /**
   * Some changes, newest first.
   *
   * @param next cursor of the following page, absent on the last
   */
  public record History(List<TradingStateChange> changes, Long next) {}

  @GET
  @Operation(summary = "The settings of the kill switch; what is not listed is ACTIVE")
  public Uni<List<TradingState>> all() {
    return transactions.inTransaction(states::all);
  }

  @GET
  @Path("/{scope}/{value}")
  @Operation(summary = "One setting; the value of GLOBAL is *")
  public Uni<TradingState> one(TradingState.Scope scope, String value) {
    return transactions.inTransaction(() -> states.one(scope, value));
  }

  @GET
  @Path("/effective")
  @Operation(summary = "The strictest setting that applies to such an order")
  public Uni<TradingState> effective(
      @RestQuery @NotNull @Size(max = 100) String account,
      @RestQuery @NotNull @Size(max = 100) String symbol,
      @RestQuery @Size(max = 100) String strategy) {
    return transactions.inTransaction(() -> states.strictest(account, symbol, strategy));
  }

  @GET
  @Path("/history")
  @Operation(summary = "Who changed what, when and why; newest first")
  public Uni<History> history(
      @RestQuery TradingState.Scope scope,
      @RestQuery String value,
      @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit,
      @RestQuery Long cursor) {
    return transactions
        .inTransaction(() -> states.history(scope, value, cursor, limit + 1))
        .map(found -> page(found, limit));
  }

  @PUT
  @Idempotent(operation = "trading_state")
  @Operation(
      summary = "Change what may be approved and sent",
      description =
          "Once this is answered, no order that the new state forbids is approved. The execution"
              + " engine learns of it by an event, and from then on sends none, approved or not.")
  @APIResponse(responseCode = "200", description = "Changed")
  @APIResponse(responseCode = "409", description = "It does not have the expected version")
  public Uni<Changed> change(@NotNull @Valid TradingStateRequest request) {
    return states.change(request.scoped()).map(Changed::new);
  }

  private static History page(List<TradingStateChange> found, int limit) {
    return found.size() > limit
        ? new History(found.subList(0, limit), found.get(limit - 1).position())
        : new History(found, null);
  }
}
