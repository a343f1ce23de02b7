package io.eafix.execution.paper;

import io.eafix.execution.api.Limits;
import io.eafix.execution.venue.Quote;
import io.eafix.execution.venue.QuoteTimes;
import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The paper venue from outside: its figures, and the faults of its wire. */
@Path("/venues/paper")
@Tag(name = "Paper venue")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class PaperResource {
  private final PaperStats stats;
  private final Faults faults;
  private final Ledger ledger;
  private final PaperFeed feed;
  private final QuoteTimes quoteTimes;

  PaperResource(
      PaperStats stats, Faults faults, Ledger ledger, PaperFeed feed, QuoteTimes quoteTimes) {
    this.stats = stats;
    this.faults = faults;
    this.ledger = ledger;
    this.feed = feed;
    this.quoteTimes = quoteTimes;
  }

  /** How many resting orders a move of the market changed. */
  record Moved(int orders) {}

  /** What the wire is like now. */
  record Wire(boolean connected, List<Fault> faults) {}

  @GET
  @Path("/stats")
  @Operation(summary = "Figures of the venue's ledger")
  public Uni<PaperStats.Figures> stats() {
    return stats.read();
  }

  @GET
  @Path("/faults")
  @Operation(summary = "Faults that are still to happen, in order")
  public Wire faults() {
    return wire();
  }

  @POST
  @Path("/faults")
  @Idempotent(operation = "paper_fault", required = false)
  @Operation(summary = "Let the next messages go wrong")
  public Uni<Wire> add(@NotNull @Valid FaultRequest request) {
    if (!faults.add(request.fault(), request.times())) {
      throw Problems.badRequest("count", "too many faults", "at most " + Faults.PENDING_MAX);
    }
    return Uni.createFrom().item(this::wire);
  }

  @DELETE
  @Path("/faults")
  @Idempotent(operation = "paper_fault", required = false)
  @Operation(summary = "Let nothing go wrong any more, and connect again")
  public Uni<Wire> clear() {
    faults.clear();
    return Uni.createFrom().item(this::wire);
  }

  @POST
  @Path("/quotes")
  @Operation(
      summary = "Move the market to a quote",
      description =
          "Safe to repeat: a quote that is not later than the last one changes nothing. One from the"
              + " future is refused.")
  public Uni<Moved> quote(@NotNull @Valid MarketMove.OfQuote request) {
    return move(request);
  }

  @POST
  @Path("/bars")
  @Operation(
      summary = "Move the market through a bar",
      description =
          "Open, then the extreme away from the close, then the other, then close. Safe to repeat.")
  public Uni<Moved> bar(@NotNull @Valid MarketMove.OfBar request) {
    return move(request);
  }

  private Uni<Moved> move(MarketMove move) {
    List<Quote> quotes = move.quotes();
    quoteTimes.check(quotes.get(quotes.size() - 1), move.timeField());
    return ledger.move(move.symbol(), quotes).invoke(feed::wake).map(Moved::new);
  }

  @PUT
  @Path("/markets/{symbol}/depth")
  @Operation(summary = "Say how deep a market is; safe to repeat")
  public Uni<Void> depth(
      @PathParam("symbol") @Pattern(regexp = Limits.SYMBOL) String symbol,
      @NotNull @Valid MarketMove.OfDepth request) {
    return ledger.deepen(symbol, request.depth());
  }

  private Wire wire() {
    return new Wire(faults.connected(), faults.pending());
  }
}
