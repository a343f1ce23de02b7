package io.eafix.risk.decision;

import io.eafix.idempotency.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What was decided. */
@Path("/decisions")
@Tag(name = "Decisions")
@Produces(MediaType.APPLICATION_JSON)
public class DecisionResource {

  private final Transactions transactions;
  private final DecisionQueries queries;

  DecisionResource(Transactions transactions, DecisionQueries queries) {
    this.transactions = transactions;
    this.queries = queries;
  }

  @GET
  @Operation(summary = "Decisions that match all given values, newest first")
  public Uni<DecisionPage> list(
      @RestQuery UUID signalId,
      @RestQuery String account,
      @RestQuery String symbol,
      @RestQuery Boolean approved,
      @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit,
      @RestQuery Long cursor) {
    return transactions.inTransaction(
        () -> queries.page(signalId, account, symbol, approved, limit, cursor));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One decision with all its checks")
  public Uni<DecisionView> get(UUID id) {
    return transactions.inTransaction(() -> queries.byId(id));
  }
}
