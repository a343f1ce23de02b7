package io.eafix.saga.engine;

import io.eafix.idempotency.saga.ServiceUrls;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Where participants post outcomes to: any replica behind the orchestrator's configured URL. */
@ApplicationScoped
class CallbackUrls {

  private final String base;

  CallbackUrls(ServiceUrls urls) {
    this.base = String.valueOf(urls.byService().get("saga-orchestrator")).replaceAll("/+$", "");
  }

  String of(UUID sagaId, String step, String secret) {
    return base + "/sagas/" + sagaId + "/steps/" + step + "/outcome?token=" + secret;
  }
}
