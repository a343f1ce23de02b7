package io.eafix.saga.api;

import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Ids that grow with time, so that rows written together lie together in every index: version 7 of
 * RFC 9562 with milliseconds and 74 random bits. Thread-safe if the generator is.
 */
final class TimeOrderedIds implements Supplier<UUID> {

  private static final long VERSION = 0x7000L;
  private static final long RANDOM_12 = 0xfffL;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_62 = 0x3fff_ffff_ffff_ffffL;

  private final Clock clock;
  private final RandomGenerator random;

  TimeOrderedIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public UUID get() {
    return new UUID(
        clock.millis() << 16 | VERSION | random.nextLong() & RANDOM_12,
        VARIANT | random.nextLong() & RANDOM_62);
  }
}
