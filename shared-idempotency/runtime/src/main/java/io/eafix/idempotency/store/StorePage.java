package io.eafix.idempotency.store;

import java.util.List;

/**
 * Some records.
 *
 * @param next cursor of the page that follows, {@link StoreQuery#START} if none does
 */
public record StorePage(List<StoreRecord> records, String next) {

  public StorePage {
    records = List.copyOf(records);
  }

  /** Whether no page follows. */
  public boolean isLast() {
    return StoreQuery.START.equals(next);
  }
}
