package io.eafix.risk.query;

import java.util.ArrayList;
import java.util.List;

/** Conditions of a query, of which only those with a value count. Values are always parameters. */
public final class Where {

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();

  /**
   * Adds a condition unless the value is null.
   *
   * @param test what stands before the value, e.g. {@code account =}
   */
  public Where and(String test, Object value) {
    if (value != null) {
      parameters.add(value);
      conditions.add(test + " ?" + parameters.size());
    }
    return this;
  }

  /** The conditions, followed by an order. */
  public String orderBy(String order) {
    return String.join(" and ", conditions) + " order by " + order;
  }

  public Object[] parameters() {
    return parameters.toArray();
  }
}
