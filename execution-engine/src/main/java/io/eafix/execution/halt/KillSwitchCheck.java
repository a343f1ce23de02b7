package io.eafix.execution.halt;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells whether the engine knows how the risk service's kill switch stands. Always up: an engine
 * that holds orders back must be reached all the more, for cancels and for its own switch.
 */
@Readiness
@ApplicationScoped
class KillSwitchCheck implements HealthCheck {
  private final CatchUp catchUp;

  KillSwitchCheck(CatchUp catchUp) {
    this.catchUp = catchUp;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("kill-switch").up().withData("state", catchUp.state().name());
    catchUp.trouble().ifPresent(trouble -> response.withData("trouble", trouble));
    return response.build();
  }
}
