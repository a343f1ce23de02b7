package io.eafix.saga.participant;

import io.eafix.idempotency.saga.ServiceUrls;
import io.eafix.saga.SagaConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The participants that are configured under {@code eafix.urls}. */
@ApplicationScoped
public class Participants {

  private final Map<String, ParticipantClient> clients = new TreeMap<>();

  Participants(
      ServiceUrls urls, SagaConfig config, Vertx vertx, Clock clock, MeterRegistry meters) {
    urls.byService()
        .forEach(
            (name, base) -> {
              ParticipantClient client = new ParticipantClient(name, base, config, vertx, clock);
              clients.put(name, client);
              Gauge.builder(
                      "eafix.saga.circuit.open",
                      client,
                      c -> c.circuit() == CircuitBreakerState.CLOSED ? 0 : 1)
                  .description("1 while a participant's circuit is not closed")
                  .tag("participant", name)
                  .register(meters);
            });
  }

  /** The client of a participant; empty if no URL is configured for it. */
  public Optional<ParticipantClient> find(String name) {
    return Optional.ofNullable(clients.get(name));
  }

  /** Names of all participants. */
  public Set<String> names() {
    return clients.keySet();
  }

  @PreDestroy
  void close() {
    clients.values().forEach(ParticipantClient::close);
  }
}
