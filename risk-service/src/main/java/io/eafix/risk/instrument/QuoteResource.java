package io.eafix.risk.instrument;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Transactions;
import io.eafix.risk.config.RiskConfig;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Quotes that positions are valued and amounts converted by. Orders bring their own as well. */
@Path("/quotes")
@Tag(name = "Quotes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class QuoteResource {

  private final Transactions transactions;
  private final Instruments instruments;
  private final Marks marks;
  private final RiskConfig config;
  private final Clock clock;

  QuoteResource(
      Transactions transactions,
      Instruments instruments,
      Marks marks,
      RiskConfig config,
      Clock clock) {
    this.transactions = transactions;
    this.instruments = instruments;
    this.marks = marks;
    this.config = config;
    this.clock = clock;
  }

  @GET
  @Operation(summary = "The newest quote of each symbol")
  public Uni<List<QuoteView>> newest() {
    return transactions.inTransaction(
        () ->
            marks
                .<Mark>list("order by symbol")
                .map(all -> all.stream().map(QuoteView::of).toList()));
  }

  @POST
  @Idempotent(operation = "price_ingest")
  @Operation(summary = "Take a quote, unless a newer one is known")
  @APIResponse(responseCode = "200", description = "The newest quote of the symbol")
  public Uni<QuoteView> take(@NotNull @Valid QuoteRequest request) {
    Quote quote = request.quote();
    if (quote.isCrossed()) {
      throw Problems.badRequest("ask", quote.ask() + " is below bid", "at least " + quote.bid());
    }
    requireNotFromTheFuture(request.time());
    return instruments
        .findById(request.symbol())
        .onItem()
        .ifNull()
        .failWith(() -> Problems.notFound("instrument", request.symbol()))
        .flatMap(known -> marks.move(request.symbol(), quote))
        .flatMap(moved -> marks.findById(request.symbol()))
        .map(QuoteView::of);
  }

  /** No later quote could replace it. */
  private void requireNotFromTheFuture(Instant time) {
    Instant latest = clock.instant().plus(config.clockTolerance());
    if (time.isAfter(latest)) {
      throw Problems.badRequest("time", time + " is in the future", "until " + latest);
    }
  }
}
