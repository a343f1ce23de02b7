package io.eafix.signal.bar;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.signal.config.SignalConfig;
import io.eafix.signal.start.StartDispatcher;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Closed bars in. */
@Path("/bars")
@Tag(name = "Bars")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class BarResource {

  private final BarIngest ingest;
  private final BarStore store;
  private final Transactions transactions;
  private final StartDispatcher starts;
  private final SignalConfig config;
  private final Clock clock;

  BarResource(
      BarIngest ingest,
      BarStore store,
      Transactions transactions,
      StartDispatcher starts,
      SignalConfig config,
      Clock clock) {
    this.ingest = ingest;
    this.store = store;
    this.transactions = transactions;
    this.starts = starts;
    this.config = config;
    this.clock = clock;
  }

  @POST
  @Idempotent(operation = "price_ingest")
  @Operation(
      summary = "Take one closed bar",
      description =
          "A bar is one per symbol, timeframe and open time. The same prices again change nothing;"
              + " other prices are a revision, which is kept and never traded. A bar older than"
              + " the newest of its series is kept and never traded.")
  @APIResponse(
      responseCode = "201",
      description = "A new bar or a revision",
      content = @Content(schema = @Schema(implementation = BarReport.class)))
  @APIResponse(
      responseCode = "200",
      description = "The bar was there, with these prices",
      content = @Content(schema = @Schema(implementation = BarReport.class)))
  @APIResponse(responseCode = "400", description = "A bar that cannot be")
  @APIResponse(responseCode = "422", description = "The bar is not closed yet")
  public Uni<Response> ingest(@NotNull @Valid BarRequest request, @Context RoutingContext routing) {
    Bar bar = request.toBar(clock.instant(), config.clockTolerance());
    return ingest
        .ingest(bar)
        .invoke(
            result -> {
              if (result.report().trades()) {
                starts.wakeAfter(routing);
              }
            })
        .map(
            result ->
                Response.status(result instanceof BarResult.Unchanged ? Status.OK : Status.CREATED)
                    .entity(result.report())
                    .build());
  }

  @GET
  @Operation(summary = "Bars of a series, newest first")
  public Uni<BarPage> list(
      @RestQuery @NotNull String symbol,
      @RestQuery @NotNull Timeframe timeframe,
      @RestQuery Instant from,
      @RestQuery Instant before,
      @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    Series series = new Series(symbol, timeframe);
    return transactions.inTransaction(
        () ->
            transactions
                .sql()
                .flatMap(sql -> store.page(sql, series, from, before, limit + 1))
                .map(found -> page(found, limit)));
  }

  private static BarPage page(List<BarStore.Stored> found, int limit) {
    boolean more = found.size() > limit;
    List<BarView> bars = found.stream().limit(limit).map(BarView::of).toList();
    return new BarPage(bars, more ? bars.get(limit - 1).openTime() : null);
  }
}
