package io.eafix.execution.order;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/**
 * Makes ids for orders and instructions: UUIDs of version 7 (RFC 9562), whose beginning is the
 * time, so that new rows are neighbours in their index.
 */
@ApplicationScoped
@DefaultBean
public class Ids {
  private static final int TIME_SHIFT = 16;
  private static final long VERSION_7 = 0x7000L;
  private static final long RANDOM_12 = 0x0FFFL;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_62 = 0x3FFF_FFFF_FFFF_FFFFL;

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Ids(Clock clock) {
    this.clock = clock;
  }

  /** A new id; two calls never give the same. */
  public UUID next() {
    long time = clock.millis() << TIME_SHIFT;
    return new UUID(
        time | VERSION_7 | (random.nextLong() & RANDOM_12),
        VARIANT | (random.nextLong() & RANDOM_62));
  }
}
