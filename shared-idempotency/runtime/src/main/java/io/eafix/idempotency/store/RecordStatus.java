package io.eafix.idempotency.store;

/** The state of a record in the store. */
public enum RecordStatus {

  /** Claimed; its owner runs the work, or is gone and the lease is not over. */
  RUNNING('R'),

  /** Finished; its answer is replayed. */
  COMPLETED('D'),

  /** Failed for good; its answer is replayed. */
  FAILED('X'),

  /** Given up; the same request may claim it. */
  FREE('F');

  private final char code;

  RecordStatus(char code) {
    this.code = code;
  }

  /** How the status is written in a record. */
  String code() {
    return String.valueOf(code);
  }

  static RecordStatus of(String code) {
    for (RecordStatus status : values()) {
      if (status.code().equals(code)) {
        return status;
      }
    }
    throw new StoreUnavailableException("a record has the unknown status " + code, null);
  }
}
