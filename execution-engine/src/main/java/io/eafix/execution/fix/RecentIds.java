package io.eafix.execution.fix;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The ids that were added last, so many of them; a restart forgets all. Thread-safe. */
final class RecentIds {
  private static final int MOST = 10_000;

  private final Set<String> ids =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > MOST;
            }
          });

  synchronized void add(String id) {
    ids.add(id);
  }

  synchronized boolean contains(String id) {
    return ids.contains(id);
  }
}
