package io.eafix.idempotency.health;

import io.eafix.idempotency.config.IdempotencyConfig;
import io.eafix.idempotency.config.StoreFailurePolicy;
import io.eafix.idempotency.store.RedisFacts;
import io.eafix.idempotency.store.RedisIdempotencyStore;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the store can be trusted with records.
 *
 * <p>A Redis that evicts is DOWN: it drops records in silence, which is a fault of the
 * installation. A Redis that does not answer is DOWN only if requests are refused without it; else
 * the service goes on by Postgres and says so here.
 */
@Readiness
@ApplicationScoped
public class IdempotencyStoreCheck implements AsyncHealthCheck {

  private static final String NAME = "Idempotency store";
  private static final String STORE = "store";

  private final RedisIdempotencyStore store;
  private final boolean required;

  IdempotencyStoreCheck(RedisIdempotencyStore store, IdempotencyConfig config) {
    this.store = store;
    this.required = config.redis().onFailure() == StoreFailurePolicy.FAIL_CLOSED;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return store
        .facts()
        .map(IdempotencyStoreCheck::judged)
        .onFailure()
        .recoverWithItem(this::unavailable);
  }

  private static HealthCheckResponse judged(RedisFacts facts) {
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named(NAME)
            .status(!facts.evicts())
            .withData(STORE, "available")
            .withData("maxmemory-policy", facts.evictionPolicy())
            .withData("appendonly", facts.appendOnly());
    if (facts.evicts()) {
      response.withData("remedy", "set maxmemory-policy to " + RedisFacts.SAFE_POLICY);
    }
    return response.build();
  }

  private HealthCheckResponse unavailable(Throwable failure) {
    return HealthCheckResponse.named(NAME)
        .status(!required)
        .withData(STORE, "unavailable")
        .withData("mode", required ? "fail closed" : "by Postgres alone")
        .withData("cause", String.valueOf(failure.getMessage()))
        .build();
  }
}
