package io.eafix.relay.lane;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counters of one lane in this process, since it started. Thread-safe. */
public final class LaneStats {

  /** Events in committed Kafka transactions. */
  public final LongAdder published = new LongAdder();

  /** Committed Kafka transactions. */
  public final LongAdder batches = new LongAdder();

  /** Batches that were tried again or whose outcome had to be looked up. */
  public final LongAdder retries = new LongAdder();

  /** Times this process took the lane from another owner or from none. */
  public final LongAdder takeovers = new LongAdder();

  /** Outstanding batches whose outcome was read from the positions topic. */
  public final LongAdder reconciled = new LongAdder();

  /** Events set aside, to go later. */
  public final LongAdder setAside = new LongAdder();

  /** Events that died here. */
  public final LongAdder dead = new LongAdder();

  /** Events of the newest batch. */
  public final AtomicLong lastBatchEvents = new AtomicLong();
}
