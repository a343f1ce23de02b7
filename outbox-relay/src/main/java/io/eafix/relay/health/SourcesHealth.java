package io.eafix.relay.health;

import io.eafix.relay.Relay;
import io.eafix.relay.WatchedSources;
import io.eafix.relay.source.LaneRow;
import io.eafix.relay.source.SourceStatus;
import io.eafix.relay.source.SourceWorker;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness: down if a source is refused or a lane is halted, for then events wait for an operator.
 * A source that is merely not there yet is told, but does not count: services may start later.
 */
@Readiness
@ApplicationScoped
public class SourcesHealth implements HealthCheck {

  private final Relay relay;
  private final WatchedSources watched;

  SourcesHealth(Relay relay, WatchedSources watched) {
    this.relay = relay;
    this.watched = watched;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("outbox sources");
    boolean up = true;
    watched.trouble().ifPresent(trouble -> response.withData("sources file", trouble));
    for (Relay.Source source : relay.sources()) {
      SourceWorker worker = source.worker();
      response.withData(
          source.name(),
          worker.status() + (worker.detail().isEmpty() ? "" : ": " + worker.detail()));
      up &= worker.status() != SourceStatus.REFUSED;
      for (LaneRow lane : worker.lanes()) {
        if (lane.halted() != null) {
          response.withData(source.name() + "/" + lane.lane(), "HALTED: " + lane.halted());
          up = false;
        }
      }
    }
    return response.status(up).build();
  }
}
