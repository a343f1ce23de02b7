package io.eafix.relay.api;

import io.eafix.relay.operator.DeadEvent;
import io.eafix.relay.operator.DeadEvents;
import io.eafix.relay.operator.Decision;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Events that could not be published, and what to do with them. */
@Path("/sources/{source}/dead-events")
@Blocking
public class DeadEventResource {

  private final Sources sources;
  private final DeadEvents events;

  DeadEventResource(Sources sources, DeadEvents events) {
    this.sources = sources;
    this.events = events;
  }

  /** Dead events in order of id. */
  @GET
  @Operation(summary = "Events that could not be published; page with after")
  public List<DeadEvent> list(
      @PathParam("source") String source,
      @QueryParam("state") @DefaultValue("DEAD") @Pattern(regexp = "DEAD|REQUEUED|DISCARDED")
          String state,
      @QueryParam("after") @DefaultValue("0") @Min(0) long after,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    return events.list(sources.find(source), state, after, limit);
  }

  /** One with headers and payload. */
  @GET
  @Path("/{id}")
  @Operation(summary = "A dead event with its headers and payload")
  public DeadEvent get(@PathParam("source") String source, @PathParam("id") long id) {
    return events.get(sources.find(source), id);
  }

  /** Tries it again, in its place. */
  @POST
  @Path("/{id}/requeue")
  @Operation(
      summary = "Try it again, before all later events of its aggregate",
      description =
          "409 if it is decided already, if later events went on without it, or if one is being written.")
  public DeadEvent requeue(
      @PathParam("source") String source,
      @PathParam("id") long id,
      @NotNull @Valid Decision decision) {
    return events.requeue(sources.find(source), id, decision);
  }

  /** Gives it up. */
  @POST
  @Path("/{id}/discard")
  @Operation(summary = "Give it up; its aggregate goes on without it")
  public DeadEvent discard(
      @PathParam("source") String source,
      @PathParam("id") long id,
      @NotNull @Valid Decision decision) {
    return events.discard(sources.find(source), id, decision);
  }
}
