package io.eafix.risk.limits;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.risk.audit.Change;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What accounts may do. */
@Path("/limits")
@Tag(name = "Limits")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class LimitsResource {

  private static final String ACCOUNT = "[A-Za-z0-9._-]{1,40}";

  private final Transactions transactions;
  private final Limits limits;
  private final LimitChanges changes;
  private final LimitsHistory history;

  LimitsResource(
      Transactions transactions, Limits limits, LimitChanges changes, LimitsHistory history) {
    this.transactions = transactions;
    this.limits = limits;
    this.changes = changes;
    this.history = history;
  }

  /** The limits in force. */
  public record InForce(List<AccountLimitsView> accounts, List<SymbolLimitsView> symbols) {}

  @GET
  @Operation(summary = "All limits in force")
  public Uni<InForce> list() {
    return transactions.inTransaction(
        () ->
            limits
                .allAccounts()
                .flatMap(accounts -> limits.allSymbols().map(all -> inForce(accounts, all))));
  }

  @GET
  @Path("/accounts/{account}")
  @Operation(summary = "An account's limits in force")
  public Uni<AccountLimitsView> account(@PathParam("account") String account) {
    return transactions
        .inTransaction(() -> limits.ofAccount(account))
        .onItem()
        .ifNull()
        .failWith(() -> Problems.notFound("limits of account", account))
        .map(AccountLimitsView::of);
  }

  @PUT
  @Path("/accounts/{account}")
  @Idempotent(operation = "account_limits")
  @Operation(
      summary = "Set all limits of an account; the first ones make it known",
      description = "Once this is answered, no order is decided on the limits before.")
  @APIResponse(responseCode = "200", description = "The version now in force")
  @APIResponse(responseCode = "409", description = "Another version is in force than expected")
  public Uni<AccountLimitsView> change(
      @PathParam("account") @Pattern(regexp = ACCOUNT) String account,
      @NotNull @Valid AccountLimitsRequest request) {
    return changes.change(account, request).map(AccountLimitsView::of);
  }

  @GET
  @Path("/accounts/{account}/symbols/{symbol}")
  @Operation(summary = "An account's limits in force in a symbol")
  public Uni<SymbolLimitsView> symbol(
      @PathParam("account") String account, @PathParam("symbol") String symbol) {
    return transactions
        .inTransaction(() -> limits.ofSymbol(account, symbol))
        .onItem()
        .ifNull()
        .failWith(() -> Problems.notFound("limits of account and symbol", account + " " + symbol))
        .map(SymbolLimitsView::of);
  }

  @PUT
  @Path("/accounts/{account}/symbols/{symbol}")
  @Idempotent(operation = "symbol_limits")
  @Operation(
      summary = "Set all limits of an account in a symbol; the first ones allow the symbol",
      description = "Once this is answered, no order is decided on the limits before.")
  @APIResponse(responseCode = "200", description = "The version now in force")
  @APIResponse(responseCode = "404", description = "No such account or instrument")
  @APIResponse(responseCode = "409", description = "Another version is in force than expected")
  public Uni<SymbolLimitsView> change(
      @PathParam("account") String account,
      @PathParam("symbol") String symbol,
      @NotNull @Valid SymbolLimitsRequest request) {
    return changes.change(account, symbol, request).map(SymbolLimitsView::of);
  }

  @GET
  @Path("/accounts/{account}/history")
  @Operation(summary = "Changes of an account's limits with before and after, newest first")
  public Uni<Change.Page<AccountLimitValues>> history(
      @PathParam("account") String account,
      @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit,
      @RestQuery Integer cursor) {
    return transactions.inTransaction(() -> history.ofAccount(account, limit, cursor));
  }

  @GET
  @Path("/accounts/{account}/symbols/{symbol}/history")
  @Operation(summary = "Changes of an account's limits in a symbol, newest first")
  public Uni<Change.Page<SymbolLimitValues>> history(
      @PathParam("account") String account,
      @PathParam("symbol") String symbol,
      @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit,
      @RestQuery Integer cursor) {
    return transactions.inTransaction(() -> history.ofSymbol(account, symbol, limit, cursor));
  }

  private static InForce inForce(List<AccountLimits> accounts, List<SymbolLimits> symbols) {
    return new InForce(
        accounts.stream().map(AccountLimitsView::of).toList(),
        symbols.stream().map(SymbolLimitsView::of).toList());
  }
}
