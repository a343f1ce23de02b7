package io.eafix.execution.fix.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What shall go wrong with the next requests, in order; a restart forgets it. Thread-safe. */
final class SimFaults {
  /** More than this is a mistake of whoever asks for faults. */
  private static final int PENDING_MAX = 10_000;

  private final Deque<Kind> pending = new ArrayDeque<>();

  /** What happens to one request that is not a question. */
  enum Kind {
    /** It is refused with a business message reject (35=j). */
    BUSINESS_REJECT,
    /** It is refused by the session (35=3). */
    SESSION_REJECT,
    /** It is taken from the session, and nothing else happens, ever. */
    IGNORE,
    /** If it is a cancel or a replace, it is reported as pending, until it is let go on. */
    PEND,
    /** Each of its reports comes once more, as a possible resend. */
    REPORT_TWICE
  }

  private volatile boolean unknownIsRefused;

  /** Whether questions about unknown orders are answered as refusals (150=8) and not by 150=I. */
  void refuseUnknown(boolean refuse) {
    unknownIsRefused = refuse;
  }

  boolean refusesUnknown() {
    return unknownIsRefused;
  }

  synchronized void add(Kind kind) {
    if (pending.size() == PENDING_MAX) {
      throw new IllegalStateException("At most " + PENDING_MAX + " faults");
    }
    pending.add(kind);
  }

  synchronized Optional<Kind> take() {
    return Optional.ofNullable(pending.poll());
  }
}
