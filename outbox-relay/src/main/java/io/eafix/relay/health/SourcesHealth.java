package io.eafix.relay.health;

import io.eafix.relay.Relay;
import io.eafix.relay.WatchedSources;
import io.eafix.relay.source.LaneRow;
import io.eafix.relay.source.SourceWorker;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells what the sources are doing, and is always up. What waits for an operator must not make the
 * replicas unready: the operator could not reach them behind a load balancer, a rollout would not
 * end, and one wrong source would take all others along. Metrics are the alarm for it.
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
    watched.trouble().ifPresent(trouble -> response.withData("sources file", trouble));
    for (Relay.Source source : relay.sources()) {
      SourceWorker worker = source.worker();
      response.withData(
          source.name(),
          worker.status() + (worker.detail().isEmpty() ? "" : ": " + worker.detail()));
      for (LaneRow lane : worker.lanes()) {
        if (lane.halted() != null) {
          response.withData(source.name() + "/" + lane.lane(), "HALTED: " + lane.halted());
        }
      }
    }
    return response.up().build();
  }
}
