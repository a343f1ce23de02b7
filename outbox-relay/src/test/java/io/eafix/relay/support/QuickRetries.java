package io.eafix.relay.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Few attempts with short pauses and small slots, so that tests see the end of them. */
public final class QuickRetries implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "eafix.relay.dead-letters.attempts-max", "3",
        "eafix.relay.dead-letters.backoff-initial", "50ms",
        "eafix.relay.batches.events-max", "100",
        "eafix.relay.slots.bytes-max", "200000",
        "eafix.relay.leases.beat-interval", "200ms");
  }
}
