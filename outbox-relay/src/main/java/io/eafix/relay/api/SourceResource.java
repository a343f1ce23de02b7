package io.eafix.relay.api;

import io.eafix.relay.operator.AuditEntry;
import io.eafix.relay.operator.Decision;
import io.eafix.relay.operator.SourceControl;
import io.eafix.relay.stats.SourceStats;
import io.eafix.relay.stats.StatsReader;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** One source: its state and the operators' switches. Repeating a switch changes nothing more. */
@Path("/sources/{source}")
@Blocking
public class SourceResource {

  private final Sources sources;
  private final SourceControl control;
  private final StatsReader stats;

  SourceResource(Sources sources, SourceControl control, StatsReader stats) {
    this.sources = sources;
    this.control = control;
    this.stats = stats;
  }

  /** State of the source. */
  @GET
  @Operation(summary = "State of a source and its lanes")
  public SourceStats get(@PathParam("source") String source) {
    return stats.read(sources.find(source));
  }

  /** Stops publishing, in all replicas. */
  @POST
  @Path("/pause")
  @Operation(summary = "Stop publishing after the batches in flight")
  public SourceStats pause(@PathParam("source") String source, @NotNull @Valid Decision decision) {
    control.pause(sources.find(source), decision);
    return get(source);
  }

  /** Goes on publishing. */
  @POST
  @Path("/resume")
  @Operation(summary = "Go on publishing")
  public SourceStats resume(@PathParam("source") String source, @NotNull @Valid Decision decision) {
    control.resume(sources.find(source), decision);
    return get(source);
  }

  /** Accepts Postgres and Kafka as they are. */
  @POST
  @Path("/accept")
  @Operation(
      summary = "Let halted lanes go on from what Postgres says",
      description =
          "Events that Postgres holds for unpublished are published, even if Kafka had them before"
              + " a restore; they keep their ce_id. Other lanes are not touched. 409 if no lane is"
              + " halted and Postgres and Kafka are those of before, or if the transaction ids of"
              + " Postgres went back; the detail says what to do.")
  public SourceStats accept(@PathParam("source") String source, @NotNull @Valid Decision decision) {
    control.accept(sources.find(source), decision);
    return get(source);
  }

  /** What operators did. */
  @GET
  @Path("/audit")
  @Operation(summary = "What operators did, newest first")
  public List<AuditEntry> audit(
      @PathParam("source") String source,
      @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1000) int limit) {
    return control.audit(sources.find(source), limit);
  }
}
