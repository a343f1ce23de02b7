package io.eafix.risk.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

/**
 * What a person did to something that has versions.
 *
 * @param before null if there was nothing
 */
public record Change<T>(
    int version, String person, String reason, Instant changedAt, T before, T after) {

  /**
   * Some changes, newest first.
   *
   * @param next cursor of the following page, absent on the last
   */
  public record Page<T>(List<Change<T>> changes, Integer next) {

    /**
     * Tells each version with the one before it, which is why one more is read than is shown.
     *
     * @param found up to {@code limit + 1} versions, newest first
     * @param change from the version before, null if there was none, and the version
     */
    public static <E, T> Page<T> of(
        List<E> found, int limit, BiFunction<E, E, Change<T>> change, ToIntFunction<E> version) {
      List<Change<T>> changes = new ArrayList<>();
      for (int i = 0; i < Math.min(found.size(), limit); i++) {
        changes.add(change.apply(i + 1 < found.size() ? found.get(i + 1) : null, found.get(i)));
      }
      return new Page<>(
          changes, found.size() > limit ? version.applyAsInt(found.get(limit - 1)) : null);
    }
  }
}
