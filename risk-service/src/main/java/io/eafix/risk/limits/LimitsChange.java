package io.eafix.risk.limits;

import java.time.Instant;
import java.util.List;

/**
 * What a person did to limits.
 *
 * @param before null if there were none
 */
public record LimitsChange<T>(
    int version, String person, String reason, Instant changedAt, T before, T after) {

  /**
   * Some changes, newest first.
   *
   * @param next cursor of the following page, absent on the last
   */
  public record Page<T>(List<LimitsChange<T>> changes, Integer next) {}
}
