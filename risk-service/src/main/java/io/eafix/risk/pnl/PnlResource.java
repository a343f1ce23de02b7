package io.eafix.risk.pnl;

import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Profit and loss. */
@Path("/accounts/{account}/pnl")
@Tag(name = "Profit and loss")
@Produces(MediaType.APPLICATION_JSON)
public class PnlResource {

  private final Transactions transactions;
  private final PnlReader reader;

  PnlResource(Transactions transactions, PnlReader reader) {
    this.transactions = transactions;
    this.reader = reader;
  }

  @GET
  @Operation(
      summary = "What an account has made, realised and unrealised, in its currency",
      description =
          "Valued and converted by the newest quotes, which are shown with their times. What"
              + " cannot be valued or converted is absent, and missing says why.")
  public Uni<AccountPnl> ofAccount(@PathParam("account") String account) {
    return transactions.inTransaction(() -> reader.ofAccount(account));
  }

  @GET
  @Path("/{symbol}")
  @Operation(summary = "What an account has made in a symbol")
  public Uni<PositionPnl> ofSymbol(
      @PathParam("account") String account, @PathParam("symbol") String symbol) {
    return transactions.inTransaction(() -> reader.ofSymbol(account, symbol));
  }
}
