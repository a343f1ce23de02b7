package io.eafix.relay.source;

/** What a source's supervision is doing. */
public enum SourceStatus {
  /** Its database, its outbox tables or Kafka cannot be reached yet, or not any more. */
  WAITING,
  /** Lanes are published, by this replica or others. */
  RUNNING,
  /** Something is set wrongly; the detail says what to change. */
  REFUSED,
  /** It was told to stop. */
  STOPPED
}
