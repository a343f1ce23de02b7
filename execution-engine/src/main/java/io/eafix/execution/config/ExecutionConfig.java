package io.eafix.execution.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Settings of the execution engine; times are in milliseconds. */
@ConfigMapping(prefix = "eafix.execution")
public interface ExecutionConfig {
  /** The venue of orders that name none. */
  @WithDefault("paper")
  String defaultVenue();

  /**
   * The largest quantity of one order, in units of the base currency. The order that closes a
   * position is as large as the position.
   */
  @WithDefault("1000000000")
  BigDecimal quantityMax();

  /** How far a sender's clock may run ahead of ours before its quote is from the future. */
  @WithDefault("2000")
  long quoteSkewMaxMs();

  /** Sending to venues. */
  Sender sender();

  /** Resolving orders whose answer was lost. */
  InDoubt inDoubt();

  /**
   * Protection of each venue from the engine, and of the engine from a venue that is ill. A venue's
   * own entries come before these.
   */
  Gate gate();

  /** What the risk service's kill switch tells the engine. */
  Halt halt();

  /** What is different for one venue, by its name. */
  Map<String, OfVenue> venues();

  /** Settings of one venue. */
  interface OfVenue {
    /** Its own limits. */
    VenueGate gate();
  }

  /** Limits of one venue; what is absent is as for all venues. */
  interface VenueGate {
    /** Most messages a second, on average. */
    Optional<Integer> messagesPerSecondMax();

    /** Most messages at once after a pause. */
    Optional<Integer> burstMax();

    /** So many messages in a row without a definite answer, and nothing is sent for a while. */
    Optional<Integer> indefiniteMax();

    /** How long nothing is sent, in milliseconds; then one message tries. */
    Optional<Long> pauseMs();
  }

  /** How much is sent to each venue. */
  interface Gate {
    /** Most messages a second, on average. */
    @WithDefault("1000")
    int messagesPerSecondMax();

    /** Most messages at once after a pause. */
    @WithDefault("1000")
    int burstMax();

    /** So many messages in a row without a definite answer, and nothing is sent for a while. */
    @WithDefault("5")
    int indefiniteMax();

    /** How long nothing is sent; then one message tries. */
    @WithDefault("5000")
    long pauseMs();
  }

  /** How the engine hears of the risk service's kill switch. */
  interface Halt {
    /** The topic of its changes. */
    String topic();

    /**
     * How long after a start new orders wait at most before the policy decides, if it cannot be
     * found out that every change made by then is known here.
     */
    @WithDefault("30000")
    long catchUpWaitMs();

    /** What follows that wait. */
    @WithDefault("go-on")
    CatchUpPolicy catchUpPolicy();
  }

  /** What becomes of new orders when it stays unknown how the risk service's switch stands. */
  enum CatchUpPolicy {
    /** They wait on, until it is known. */
    HOLD,
    /** They go out by what was known before the start. */
    GO_ON
  }

  /** How instructions are claimed and sent. */
  interface Sender {
    /** Most messages to one venue that wait for their answers at the same time. */
    @WithDefault("32")
    int inFlightMax();

    /** How often to look for work that nothing announced. */
    @WithDefault("500")
    long pollMs();

    /** How long a venue may take to answer before the instruction is in doubt. */
    @WithDefault("3000")
    long answerTimeoutMs();

    /**
     * How long a claim lasts. Longer than the answer's time-out and its booking together: when it
     * ends, another process may declare the instruction in doubt.
     */
    @WithDefault("10000")
    long leaseMs();

    /** Longest time between committing the intent and the first byte; after it nothing is sent. */
    @WithDefault("2000")
    long startMaxMs();

    /**
     * Oldest order that trades at once or not at all (IOC, FOK) that is sent for the first time, by
     * the time since it was taken in: after a longer wait for its venue it is refused.
     */
    @WithDefault("300000")
    long orderAgeMaxMs();

    /** Pause before a message of which provably no byte left is tried again. */
    @WithDefault("1000")
    long unsentRetryMs();

    /** Longest wait for messages on their way at shutdown. */
    @WithDefault("5000")
    long drainMs();
  }

  /** How evidence is sought. */
  interface InDoubt {
    /** Pause between losing track and the first question: a late request may still arrive. */
    @WithDefault("2000")
    long settleMs();

    /** Pause between two questions that the venue answered with "not found". */
    @WithDefault("2000")
    long notFoundRetryMs();

    /** So many times "not found" before asking the venue for a promise, or else a person. */
    @WithDefault("3")
    int notFoundMax();

    /**
     * So many times the order of a saga goes out again, under a new id, after proof that what was
     * sent will never be accepted; then it is refused. The orders of other clients are refused at
     * once, so that they decide.
     */
    @WithDefault("3")
    int resendsMax();

    /**
     * Oldest order of a saga that goes out again, by the time since it was taken in: later the
     * market is another, and it is refused. Read again when it is about to be sent, since its venue
     * may have been away.
     */
    @WithDefault("60000")
    long resendAgeMaxMs();

    /** So many times a cancel whose effect does not show is sent before a person is asked. */
    @WithDefault("5")
    int cancelSendsMax();

    /** First pause after a question without an answer; doubles up to the longest. */
    @WithDefault("1000")
    long unansweredRetryMs();

    /** Longest pause between two questions. */
    @WithDefault("30000")
    long unansweredRetryMaxMs();

    /** So many questions without an answer before a person is asked. */
    @WithDefault("200")
    int unansweredMax();
  }
}
