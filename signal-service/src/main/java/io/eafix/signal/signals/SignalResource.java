package io.eafix.signal.signals;

import io.eafix.idempotency.Idempotent;
import io.eafix.signal.start.StartDispatcher;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Signals: sent by clients, and asked for. */
@Path("/signals")
@Tag(name = "Signals")
@Produces(MediaType.APPLICATION_JSON)
public class SignalResource {

  private final ExplicitSignals explicit;
  private final SignalQueries queries;
  private final StartDispatcher starts;

  SignalResource(ExplicitSignals explicit, SignalQueries queries, StartDispatcher starts) {
    this.explicit = explicit;
    this.queries = queries;
    this.starts = starts;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Idempotent(operation = "signal_generate")
  @Operation(summary = "Send a signal of your own; BUY and SELL are traded")
  @APIResponse(
      responseCode = "201",
      description = "The signal is stored and, if it trades, its saga will start",
      content = @Content(schema = @Schema(implementation = SignalView.class)))
  public Uni<Response> send(
      @NotNull @Valid SignalRequest request, @Context RoutingContext routing) {
    return explicit
        .make(request)
        .invoke(
            signal -> {
              if (signal.action.trades()) {
                starts.wakeAfter(routing);
              }
            })
        .map(
            signal ->
                Response.created(URI.create("/signals/" + signal.id))
                    .entity(SignalView.of(signal))
                    .build());
  }

  @GET
  @Operation(summary = "Signals that match, newest first")
  public Uni<SignalPage> list(@Valid @BeanParam SignalFilter filter) {
    return queries.page(filter);
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "One signal and how far its saga was started")
  public Uni<SignalView> get(UUID id) {
    return queries.byId(id);
  }

  @GET
  @Path("/stats")
  @Operation(summary = "Totals of bars, signals and sagas to be started")
  public Uni<SignalStats> stats() {
    return queries.stats();
  }
}
