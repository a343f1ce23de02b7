package io.eafix.risk.audit;

import io.eafix.idempotency.problem.Problems;

/** Versions of what persons state: the one that a person has seen is replaced, or none is. */
public final class Versions {

  private Versions() {}

  /**
   * Before which version a page of changes begins.
   *
   * @param cursor null for the newest
   */
  public static int before(Integer cursor) {
    return cursor == null ? Integer.MAX_VALUE : cursor;
  }

  /**
   * Refuses a change of what others have changed.
   *
   * @param what for people, e.g. {@code limits have}
   * @param inForce 0 if there is none yet
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 409
   */
  public static void require(String what, int expected, int inForce) {
    if (expected != inForce) {
      throw Problems.conflict(
          "version-conflict",
          "The " + what + " changed",
          "expectedVersion: %d was expected and %d is in force".formatted(expected, inForce));
    }
  }
}
