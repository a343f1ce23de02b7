package io.eafix.idempotency.config;

/** What a request meets when Redis does not answer. */
public enum StoreFailurePolicy {

  /** Go on by Postgres alone: slower, as correct, as available. */
  CONTINUE,

  /** Refuse with 503 and {@code Retry-After}; nothing is executed. */
  FAIL_CLOSED
}
