package io.eafix.execution.paper;

import java.time.Duration;

/**
 * One kind of misfortune the paper venue's wire shall have.
 *
 * @param message which messages it befalls
 * @param delay for {@link Kind#DELAY}: how much later the message arrives; for {@link
 *     Kind#RESTART}: how long the venue is down
 */
record Fault(Kind kind, Message message, Duration delay) {
  /** What goes wrong. */
  enum Kind {
    /** The message arrives late, perhaps after the caller has given up; the answer is lost then. */
    DELAY,
    /** The message arrives and takes effect; its answer never comes. */
    DROP_ANSWER,
    /** The message never arrives. */
    DROP_REQUEST,
    /** The venue refuses. */
    REJECT,
    /** The message arrives and takes effect, and the connection breaks before the answer. */
    DISCONNECT,
    /** The venue goes down before the message arrives, and is up again after the delay. */
    RESTART
  }

  /** What is sent. */
  enum Message {
    SUBMIT,
    CANCEL,
    REPLACE,
    QUERY
  }
}
