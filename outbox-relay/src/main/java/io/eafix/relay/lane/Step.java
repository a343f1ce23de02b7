package io.eafix.relay.lane;

/** The steps of a batch. A crash is possible between any two of them, and after each. */
public enum Step {
  /** The epoch was raised; the former owner's writes touch nothing from here on. */
  TAKEN,
  /** The former owner's producer is fenced. */
  FENCED,
  /** The positions topic has been read. */
  MARKER_READ,
  /** The outcome of the outstanding batch is written. */
  RECONCILED,
  /** Events are read, nothing is written. */
  READ,
  /** The batch is claimed in Postgres. */
  CLAIMED,
  /** The Kafka transaction is begun. */
  BEGUN,
  /** All events and the marker are handed to the producer. */
  SENT,
  /** The Kafka transaction is committed. */
  COMMITTED,
  /** Postgres knows that the batch is published. */
  SETTLED
}
