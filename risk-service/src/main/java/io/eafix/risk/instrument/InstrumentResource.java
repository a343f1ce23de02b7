package io.eafix.risk.instrument;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.risk.audit.Change;
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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What there is to trade. Whether an account may trade it is said by its limits. */
@Path("/instruments")
@Tag(name = "Instruments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class InstrumentResource {

  private final Transactions transactions;
  private final InstrumentVersions versions;
  private final InstrumentChanges changes;

  InstrumentResource(
      Transactions transactions, InstrumentVersions versions, InstrumentChanges changes) {
    this.transactions = transactions;
    this.versions = versions;
    this.changes = changes;
  }

  @GET
  @Operation(summary = "All instruments as they are known")
  public Uni<List<InstrumentView>> list() {
    return transactions
        .inTransaction(() -> versions.newest())
        .map(all -> all.stream().map(InstrumentView::of).toList());
  }

  @GET
  @Path("/{symbol}")
  @Operation(summary = "An instrument as it is known")
  public Uni<InstrumentView> one(@PathParam("symbol") String symbol) {
    return transactions
        .inTransaction(() -> versions.newest(symbol))
        .onItem()
        .ifNull()
        .failWith(() -> Problems.notFound("instrument", symbol))
        .map(InstrumentView::of);
  }

  @PUT
  @Path("/{symbol}")
  @Idempotent(operation = "instrument")
  @Operation(
      summary = "State what an instrument is; the first time makes it known",
      description =
          "Positions in it can be valued and limits for it set from then on. Orders that come after"
              + " the answer are decided by it. Its currencies cannot change once an account has"
              + " limits for it.")
  @APIResponse(responseCode = "200", description = "The version now in force")
  @APIResponse(responseCode = "409", description = "Another version is in force than expected")
  public Uni<InstrumentView> change(
      @PathParam("symbol") @Size(max = 16) String symbol,
      @NotNull @Valid InstrumentRequest request) {
    return changes.change(symbol, request).map(InstrumentView::of);
  }

  @GET
  @Path("/{symbol}/history")
  @Operation(summary = "Changes of an instrument with before and after, newest first")
  public Uni<Change.Page<InstrumentTerms>> history(
      @PathParam("symbol") String symbol,
      @RestQuery @DefaultValue("50") @Min(1) @Max(500) int limit,
      @RestQuery Integer cursor) {
    return transactions.inTransaction(() -> versions.history(symbol, limit, cursor));
  }
}
