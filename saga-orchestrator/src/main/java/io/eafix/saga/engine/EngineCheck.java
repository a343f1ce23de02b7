package io.eafix.saga.engine;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while this replica holds its lease, that is, while it can drive sagas. */
@Readiness
@ApplicationScoped
class EngineCheck implements HealthCheck {

  private final SagaEngine engine;

  EngineCheck(SagaEngine engine) {
    this.engine = engine;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("saga-engine")
        .status(engine.ready())
        .withData("epoch", engine.epoch())
        .withData("active", engine.active())
        .build();
  }
}
