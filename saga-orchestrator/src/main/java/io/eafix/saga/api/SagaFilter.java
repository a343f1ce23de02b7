package io.eafix.saga.api;

import io.eafix.saga.run.SagaState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which sagas to list; null members do not restrict. */
record SagaFilter(
    SagaState state,
    String definition,
    String businessKey,
    Instant createdBefore,
    Instant createdAfter,
    Cursor cursor) {

  String query() {
    List<String> conditions = new ArrayList<>(List.of("1 = 1"));
    add(conditions, state, "state = :state");
    add(conditions, definition, "definition = :definition");
    add(conditions, businessKey, "businessKey = :businessKey");
    add(conditions, createdBefore, "createdAt < :createdBefore");
    add(conditions, createdAfter, "createdAt > :createdAfter");
    add(
        conditions,
        cursor,
        "(createdAt < :cursorAt or (createdAt = :cursorAt and sagaId < :cursorId))");
    return String.join(" and ", conditions) + " order by createdAt desc, sagaId desc";
  }

  Map<String, Object> parameters() {
    Map<String, Object> parameters = new HashMap<>();
    put(parameters, "state", state);
    put(parameters, "definition", definition);
    put(parameters, "businessKey", businessKey);
    put(parameters, "createdBefore", createdBefore);
    put(parameters, "createdAfter", createdAfter);
    put(parameters, "cursorAt", cursor == null ? null : cursor.at());
    put(parameters, "cursorId", cursor == null ? null : cursor.sagaId());
    return parameters;
  }

  private static void add(List<String> conditions, Object value, String condition) {
    if (value != null) {
      conditions.add(condition);
    }
  }

  private static void put(Map<String, Object> parameters, String name, Object value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }
}
