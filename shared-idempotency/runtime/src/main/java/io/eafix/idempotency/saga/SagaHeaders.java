package io.eafix.idempotency.saga;

/** The headers of a call from the orchestrator to a participant. */
public final class SagaHeaders {

  /** The saga's id. */
  public static final String SAGA_ID = "Saga-Id";

  /** The step's name within its definition. */
  public static final String SAGA_STEP = "Saga-Step";

  /** {@code action} or {@code compensation}. */
  public static final String SAGA_PHASE = "Saga-Phase";

  /**
   * The instant (ISO 8601, UTC) after which the orchestrator will not wait for an answer any more;
   * what begins later than this can only be undone.
   */
  public static final String SAGA_DEADLINE = "Saga-Deadline";

  /** Where the outcome of a step that was answered with 202 may be posted. */
  public static final String SAGA_CALLBACK = "Saga-Callback";

  private SagaHeaders() {}
}
