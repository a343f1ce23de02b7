package io.eafix.relay.api;

import io.eafix.relay.Relay;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;

/** Finds the source that a path names. */
@Singleton
public class Sources {

  private final Relay relay;

  Sources(Relay relay) {
    this.relay = relay;
  }

  /**
   * The source of this name.
   *
   * @throws HttpProblem 404 if there is none
   */
  public Relay.Source find(String name) {
    return relay.sources().stream()
        .filter(source -> source.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                HttpProblem.builder()
                    .withTitle("Not found")
                    .withStatus(Response.Status.NOT_FOUND)
                    .withDetail("there is no source " + name)
                    .build());
  }
}
