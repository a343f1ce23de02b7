package io.eafix.idempotency.store;

/**
 * Which records to list.
 *
 * @param operation {@code null} for all
 * @param status {@code null} for all
 * @param cursor of the page before, {@link #START} for the first
 * @param limit about how many records to look at, 1 to 1000; a page may have a few more
 */
public record StoreQuery(String operation, RecordStatus status, String cursor, int limit) {

  /** The cursor of the first page, and of the end. */
  public static final String START = "0";

  private static final int LIMIT_MAX = 1000;

  public StoreQuery {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("limit: " + limit + " is not 1 to " + LIMIT_MAX);
    }
    if (cursor == null || !cursor.matches("\\d{1,20}")) {
      throw new IllegalArgumentException("cursor: not one of a page");
    }
  }

  boolean admits(StoreRecord record) {
    return (operation == null || operation.equals(record.operation()))
        && (status == null || status == record.status());
  }
}
