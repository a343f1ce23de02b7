package io.eafix.idempotency.devui;

import io.eafix.idempotency.key.RequestKeys;
import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.store.RecordStatus;
import io.eafix.idempotency.store.StorePage;
import io.eafix.idempotency.store.StoreQuery;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/**
 * The records of the store for the Dev UI, by JSON-RPC. Empty text means that a filter is not used.
 *
 * <p>It sees and changes the store only. What Postgres knows of a key stays, and still answers.
 */
public class IdempotencyRecords {

  private static final int PAGE_RECORDS = 100;

  private final IdempotencyStore store;
  private final RequestKeys keys;

  IdempotencyRecords(IdempotencyStore store, RequestKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  /** One page of records, by operation and status. */
  public Uni<RecordPageView> list(String operation, String status, String cursor) {
    return store
        .list(
            new StoreQuery(
                orNull(operation),
                orNull(status) == null ? null : RecordStatus.valueOf(status),
                orNull(cursor) == null ? StoreQuery.START : cursor,
                PAGE_RECORDS))
        .map(IdempotencyRecords::view);
  }

  /**
   * The record of a key: a storage key as the list shows it, or the {@code Idempotency-Key} that a
   * caller sent.
   *
   * @return one record or none
   */
  public Uni<List<RecordView>> find(String key, String tenant, String principal) {
    String ofRequest = keys.storageKey(orNull(tenant), orNull(principal), key);
    return store
        .get(key)
        .chain(found -> found.isPresent() ? Uni.createFrom().item(found) : store.get(ofRequest))
        .map(Optional::stream)
        .map(found -> found.map(RecordView::of).toList());
  }

  /** Gives a running claim up: the key is free for the same request at once. */
  public Uni<String> release(String key, String fence) {
    return store.release(key, Long.parseLong(fence)).map(Enum::name);
  }

  /** Removes a record in whatever state. */
  public Uni<String> delete(String key, String fence) {
    return store.delete(key, Long.parseLong(fence)).map(Enum::name);
  }

  private static RecordPageView view(StorePage page) {
    return new RecordPageView(
        page.records().stream().map(RecordView::of).toList(), page.next(), page.isLast());
  }

  private static String orNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
