package io.eafix.saga.api;

import io.eafix.saga.run.SagaState;
import java.util.Map;

/**
 * How many sagas are where.
 *
 * @param states every state, also those without a saga
 * @param nonTerminal sagas that have not reached a final state; a failed compensation counts, since
 *     it waits for a person
 */
public record SagaStats(Map<SagaState, Long> states, long nonTerminal) {

  static SagaStats of(Map<SagaState, Long> states) {
    return new SagaStats(
        states,
        states.entrySet().stream()
            .filter(entry -> !entry.getKey().terminal())
            .mapToLong(Map.Entry::getValue)
            .sum());
  }
}
