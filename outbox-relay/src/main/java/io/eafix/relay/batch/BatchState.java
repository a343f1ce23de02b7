package io.eafix.relay.batch;

/** What is known of a stored batch. */
public enum BatchState {
  /** Claimed and perhaps sent: only the positions topic tells whether it is published. */
  CLAIMED,
  /** In Kafka, once. */
  PUBLISHED,
  /** Not in Kafka and never to be sent: its events belong to later batches. */
  ABORTED
}
