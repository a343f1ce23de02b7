package io.eafix.idempotency.saga;

import java.util.Map;
import java.util.Objects;

/**
 * A saga to be started.
 *
 * @param definition the definition's name; its newest version is taken
 * @param businessKey what the saga is about, e.g. an order's or a signal's id
 * @param context the input that the steps map from; becomes a JSON object
 */
public record SagaStart(String definition, String businessKey, Map<String, ?> context) {

  /** None may be null. */
  public SagaStart {
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(businessKey, "businessKey");
    Objects.requireNonNull(context, "context");
  }
}
