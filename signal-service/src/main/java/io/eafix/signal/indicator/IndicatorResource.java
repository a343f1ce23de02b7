package io.eafix.signal.indicator;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.signal.bar.Series;
import io.eafix.signal.bar.Timeframe;
import io.smallrye.mutiny.Uni;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Indicator values: clients' own, and what the service reads from its bars now. */
@Path("/indicators")
@Tag(name = "Indicators")
@Produces(MediaType.APPLICATION_JSON)
public class IndicatorResource {

  private final Transactions transactions;
  private final IndicatorStore store;
  private final CurrentIndicators current;

  IndicatorResource(Transactions transactions, IndicatorStore store, CurrentIndicators current) {
    this.transactions = transactions;
    this.store = store;
    this.current = current;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Idempotent(operation = "indicator_compute")
  @Operation(summary = "Keep a value of your own; another value for its bar is a revision")
  @APIResponse(
      responseCode = "201",
      description = "A new value or a revision",
      content = @Content(schema = @Schema(implementation = IndicatorView.class)))
  @APIResponse(responseCode = "200", description = "The value was there")
  public Uni<Response> keep(@NotNull @Valid IndicatorRequest request) {
    if (!request.timeframe().isOpenTime(request.openTime())) {
      throw Problems.badRequest(
          "openTime", "not the start of a bar", "a multiple of " + request.timeframe());
    }
    return transactions
        .sql()
        .flatMap(sql -> store.record(sql, request))
        .map(
            recorded ->
                Response.status(recorded.added() ? Status.CREATED : Status.OK)
                    .entity(recorded.value())
                    .build());
  }

  @GET
  @Operation(summary = "Clients' values that match, the last recorded first")
  public Uni<IndicatorPage> list(
      @RestQuery String symbol,
      @RestQuery Timeframe timeframe,
      @RestQuery String name,
      @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit,
      @RestQuery Long cursor) {
    return transactions.inTransaction(
        () ->
            transactions
                .sql()
                .flatMap(sql -> store.page(sql, symbol, timeframe, name, cursor, limit)));
  }

  @GET
  @Path("/current")
  @Operation(
      summary = "The service's own indicators at the newest bar; 404 until there are enough bars")
  public Uni<CurrentView> current(
      @RestQuery @NotNull String symbol, @RestQuery @NotNull Timeframe timeframe) {
    return current.of(new Series(symbol, timeframe));
  }
}
