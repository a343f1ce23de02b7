package io.eafix.idempotency.store;

import java.util.Map;

/**
 * How many records the store has.
 *
 * @param byOperation counts by operation and status; absent means none
 * @param complete whether all records were counted
 */
public record StoreStatistics(Map<String, Map<RecordStatus, Long>> byOperation, boolean complete) {

  /** Records of a status, of all operations. */
  public long count(RecordStatus status) {
    return byOperation.values().stream().mapToLong(m -> m.getOrDefault(status, 0L)).sum();
  }
}
