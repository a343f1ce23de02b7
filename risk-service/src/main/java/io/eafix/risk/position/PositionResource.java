package io.eafix.risk.position;

import io.eafix.idempotency.sql.Transactions;
import io.eafix.risk.query.Where;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What is held. */
@Path("/positions")
@Tag(name = "Positions")
@Produces(MediaType.APPLICATION_JSON)
public class PositionResource {

  private final Transactions transactions;
  private final Positions positions;

  PositionResource(Transactions transactions, Positions positions) {
    this.transactions = transactions;
    this.positions = positions;
  }

  @GET
  @Operation(summary = "Positions by account and symbol")
  public Uni<List<PositionView>> list(@RestQuery String account, @RestQuery String symbol) {
    Where where = new Where().and("account =", account).and("symbol =", symbol);
    return transactions.inTransaction(
        () ->
            positions
                .list(where.orderBy("account, symbol"), where.parameters())
                .map(found -> found.stream().map(PositionView::of).toList()));
  }

  @GET
  @Path("/stats")
  @Operation(summary = "How many fills were booked, and what they came to")
  public Uni<PositionStats> stats() {
    return list(null, null)
        .map(all -> new PositionStats(all.stream().mapToLong(PositionView::fills).sum(), all));
  }
}
