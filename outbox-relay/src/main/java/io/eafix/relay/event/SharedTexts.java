package io.eafix.relay.event;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Gives one instance for equal texts, so that thousands of events in memory do not each have a copy
 * of their topic and type. Forgets all when there are too many. Not thread-safe.
 */
public final class SharedTexts implements UnaryOperator<String> {

  private static final int TEXTS_MAX = 1_000;

  private final Map<String, String> known = new HashMap<>();

  @Override
  public String apply(String text) {
    if (text == null) {
      return null;
    }
    String first = known.get(text);
    if (first != null) {
      return first;
    }
    if (known.size() == TEXTS_MAX) {
      known.clear();
    }
    known.put(text, text);
    return text;
  }
}
