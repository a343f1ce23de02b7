package io.eafix.idempotency.execution;

import io.eafix.idempotency.store.StoredAnswer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** How a request to execute something once ended. */
public sealed interface ExecutionOutcome {

  /** The work ran now; effect and answer are committed. */
  record Executed(UUID executionId, StoredAnswer answer) implements ExecutionOutcome {}

  /** The work ran before; this is its answer. Nothing was done. */
  record Replayed(UUID executionId, StoredAnswer answer) implements ExecutionOutcome {}

  /** The work ran, had no effect, and left the key free: the caller may send the same again. */
  record NotPinned(StoredAnswer answer) implements ExecutionOutcome {}

  /** Another caller runs it now. The caller may ask again after the delay. */
  record InProgress(Duration retryAfter) implements ExecutionOutcome {}

  /**
   * It may have happened and nobody knows yet. It is not run again; evidence or a person decides.
   */
  record InDoubt(UUID executionId) implements ExecutionOutcome {}

  /** The key belongs to another request. */
  record Mismatch() implements ExecutionOutcome {}

  /**
   * A server that is needed does not answer. The caller may send the same again after the delay: it
   * can never take effect twice.
   *
   * @param outcomeUnknown whether the commit was sent and not confirmed, so that the effect may
   *     exist
   */
  record Unavailable(Duration retryAfter, boolean outcomeUnknown, Throwable cause)
      implements ExecutionOutcome {}

  /** The outcome as a label of metrics and traces, e.g. {@code in_progress}. */
  default String label() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .toLowerCase(Locale.ROOT);
  }

  /** The execution it is about, if it is known. */
  default Optional<UUID> id() {
    if (this instanceof Executed executed) {
      return Optional.of(executed.executionId());
    }
    if (this instanceof Replayed replayed) {
      return Optional.of(replayed.executionId());
    }
    return this instanceof InDoubt inDoubt ? Optional.of(inDoubt.executionId()) : Optional.empty();
  }
}
