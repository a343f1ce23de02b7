package io.eafix.idempotency.rest;

import io.eafix.idempotency.execution.WorkResult.Effect;
import java.util.Set;

/**
 * Which answers are stored, by status.
 *
 * <p>401 and 403 are decided anew for each request, so they say nothing about the key.
 */
final class AnswerPolicy {

  private static final Set<Integer> NEVER_PINNED = Set.of(401, 403, 408, 409, 425, 429, 503);
  private static final int REQUEST_TIMEOUT = 408;
  private static final int SERVER_ERROR = 500;

  private AnswerPolicy() {}

  /** For an answer that the method returned: its effect exists unless it says "later". */
  static Effect returned(int status) {
    return NEVER_PINNED.contains(status) ? Effect.ROLLBACK_AND_FREE : Effect.COMMIT_AND_STORE;
  }

  /** For an answer made from an exception: it rolled the effect back. */
  static Effect thrown(int status) {
    return NEVER_PINNED.contains(status) || status >= SERVER_ERROR
        ? Effect.ROLLBACK_AND_FREE
        : Effect.ROLLBACK_AND_STORE;
  }

  /** For an answer that the method returned outside any transaction; see {@link #thrownOutside}. */
  static Effect returnedOutside(int status) {
    return isNoRefusal(status) ? Effect.IN_DOUBT : returned(status);
  }

  /**
   * For an answer made from an exception outside any transaction: only a definite refusal says that
   * nothing happened, and neither a timeout nor a failure of a server is one, be it of another
   * server whose status is passed on.
   */
  static Effect thrownOutside(int status) {
    return isNoRefusal(status) ? Effect.IN_DOUBT : thrown(status);
  }

  private static boolean isNoRefusal(int status) {
    return status == REQUEST_TIMEOUT || status >= SERVER_ERROR;
  }
}
