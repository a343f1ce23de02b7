package io.eafix.idempotency.testing;

import static io.eafix.idempotency.testing.StoreProbe.LONG;
import static io.eafix.idempotency.testing.StoreProbe.get;
import static io.eafix.idempotency.testing.StoreProbe.newKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.idempotency.store.Claim;
import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.store.RecordStatus;
import io.eafix.idempotency.store.StorePage;
import io.eafix.idempotency.store.StoreQuery;
import io.eafix.idempotency.store.StoreRecord;
import io.eafix.idempotency.store.StoreStatistics;
import io.eafix.idempotency.store.StoredAnswer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How any {@link IdempotencyStore} lists and counts what it holds. */
public abstract class StoreListingContract {

  private static final int RECORDS = 40;
  private static final int PAGES_MAX = 10_000;

  /** The store under test, which may hold records of others. */
  protected abstract IdempotencyStore store();

  @Test
  void recordsAreListedByOperationAndStatusPageByPage() {
    String operation = "list_" + newKey().substring(0, 8);
    Set<String> running = new TreeSet<>();
    Set<String> completed = new TreeSet<>();
    for (int i = 0; i < RECORDS; i++) {
      String key = claimed(operation);
      running.add(key);
      if (i % 2 == 0) {
        completed.add(key);
      }
    }
    running.removeAll(completed);
    assertEquals(running, keys(operation, RecordStatus.RUNNING));
    assertEquals(completed, keys(operation, RecordStatus.COMPLETED));
    assertEquals(RECORDS, keys(operation, null).size());
    assertEquals(Set.of(), keys(operation, RecordStatus.FAILED));
    StoreStatistics statistics = get(store().statistics());
    assertTrue(statistics.complete());
    assertEquals(
        Map.of(RecordStatus.RUNNING, 20L, RecordStatus.COMPLETED, 20L),
        statistics.byOperation().get(operation));
    assertTrue(statistics.count(RecordStatus.RUNNING) >= running.size());
  }

  private int created;

  /** Claims a key, and completes every other one. */
  private String claimed(String operation) {
    String key = newKey();
    Claim.New owner = (Claim.New) new StoreProbe(store()).claim(key, "f", operation, LONG);
    if (created++ % 2 == 0) {
      StoredAnswer answer = new StoredAnswer(200, Map.of(), null);
      get(store().complete(key, owner.fence(), answer, LONG));
    }
    return key;
  }

  private Set<String> keys(String operation, RecordStatus status) {
    Set<String> keys = new HashSet<>();
    String cursor = StoreQuery.START;
    for (int i = 0; i < PAGES_MAX; i++) {
      StorePage page = get(store().list(new StoreQuery(operation, status, cursor, 7)));
      page.records().stream().map(StoreRecord::key).forEach(keys::add);
      if (page.isLast()) {
        return keys;
      }
      cursor = page.next();
    }
    throw new AssertionError("the list does not end");
  }
}
