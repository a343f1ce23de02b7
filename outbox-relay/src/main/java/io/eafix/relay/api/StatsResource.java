package io.eafix.relay.api;

import io.eafix.relay.Relay;
import io.eafix.relay.WatchedSources;
import io.eafix.relay.stats.SourceStats;
import io.eafix.relay.stats.StatsReader;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the relay is doing. */
@Path("/stats")
public class StatsResource {

  private final Relay relay;
  private final StatsReader reader;
  private final WatchedSources watched;

  StatsResource(Relay relay, StatsReader reader, WatchedSources watched) {
    this.relay = relay;
    this.reader = reader;
    this.watched = watched;
  }

  /** State of all sources. */
  @GET
  @Blocking
  @Operation(summary = "State of all sources and their lanes")
  public Stats stats() {
    return new Stats(
        relay.self().toString(),
        watched.trouble().orElse(null),
        relay.sources().stream().map(reader::read).toList());
  }

  /**
   * State of the relay.
   *
   * @param relay identity of the process asked
   * @param sourcesFile what is wrong with the watched file of sources, or {@code null}
   */
  public record Stats(String relay, String sourcesFile, List<SourceStats> sources) {}
}
