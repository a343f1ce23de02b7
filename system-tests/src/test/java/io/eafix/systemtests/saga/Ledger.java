package io.eafix.systemtests.saga;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What took effect at the participants. It has the fence that participants have; everything that a
 * correct orchestrator would not do is written down as a violation. Thread-safe.
 */
final class Ledger {
  /** What a request gets. */
  enum Answer {
    DONE,
    BARRED
  }

  private final Map<String, List<String>> effects = new HashMap<>();
  private final Map<String, String> bodies = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final List<String> violations = new ArrayList<>();

  /** A request that takes effect, unless it did before or is barred. */
  synchronized Answer apply(String saga, String step, boolean compensation, String body) {
    String key = saga + ':' + step + ':' + compensation;
    String earlier = bodies.putIfAbsent(key, body);
    if (earlier != null && !earlier.equals(body)) {
      violations.add(key + " came with another body");
    }
    List<String> log = effects.computeIfAbsent(saga, id -> new ArrayList<>());
    if (!compensation && seen.contains(saga + ':' + step + ":true")) {
      return seen.contains(key) ? Answer.DONE : Answer.BARRED;
    }
    if (seen.add(key)) {
      boolean acted = seen.contains(saga + ':' + step + ":false");
      log.add(compensation ? (acted ? "undo " : "bar ") + step : "do " + step);
    }
    return Answer.DONE;
  }

  /** Effects of a saga in their order. */
  synchronized List<String> of(String saga) {
    return List.copyOf(effects.getOrDefault(saga, List.of()));
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }
}
