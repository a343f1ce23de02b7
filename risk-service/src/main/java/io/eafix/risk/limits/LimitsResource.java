package io.eafix.risk.limits;

import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What accounts may do. */
@Path("/limits")
@Tag(name = "Limits")
@Produces(MediaType.APPLICATION_JSON)
public class LimitsResource {

  /** The limits in force. */
  public record InForce(List<AccountLimitsView> accounts, List<SymbolLimitsView> symbols) {}

  private final Transactions transactions;
  private final Limits limits;

  LimitsResource(Transactions transactions, Limits limits) {
    this.transactions = transactions;
    this.limits = limits;
  }

  @GET
  @Operation(summary = "The limits in force")
  public Uni<InForce> list() {
    return transactions.inTransaction(
        () ->
            limits
                .allAccounts()
                .flatMap(
                    accounts ->
                        limits
                            .allSymbols()
                            .map(
                                symbols ->
                                    new InForce(
                                        accounts.stream().map(AccountLimitsView::of).toList(),
                                        symbols.stream().map(SymbolLimitsView::of).toList()))));
  }
}
