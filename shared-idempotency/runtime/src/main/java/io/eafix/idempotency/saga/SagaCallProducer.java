package io.eafix.idempotency.saga;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.ws.rs.core.HttpHeaders;

/** Makes {@link SagaCall} injectable where a request is served. */
@Dependent
class SagaCallProducer {

  @Produces
  @Dependent
  SagaCall sagaCall(HttpHeaders headers) {
    return SagaCall.from(headers);
  }
}
