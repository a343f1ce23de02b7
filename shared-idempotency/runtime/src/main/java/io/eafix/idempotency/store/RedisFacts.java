package io.eafix.idempotency.store;

import java.util.HashMap;
import java.util.Map;

/**
 * What a Redis server says of itself.
 *
 * @param evictionPolicy {@code maxmemory_policy}
 * @param appendOnly whether the append-only file is on
 */
public record RedisFacts(String evictionPolicy, boolean appendOnly) {

  /** The only policy that drops no record. */
  public static final String SAFE_POLICY = "noeviction";

  static RedisFacts parse(String info) {
    Map<String, String> values = new HashMap<>();
    info.lines()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> values.put(pair[0], pair[1].strip()));
    return new RedisFacts(
        values.getOrDefault("maxmemory_policy", "unknown"), "1".equals(values.get("aof_enabled")));
  }

  /** Whether the server may drop records on its own. */
  public boolean evicts() {
    return !SAFE_POLICY.equals(evictionPolicy);
  }
}
