package io.eafix.signal.signals;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts of what strategies said. They count attempts: one whose transaction rolled back is counted
 * too; the database holds the truth.
 */
@ApplicationScoped
class SignalMetrics {

  private final Map<Action, Counter> made = new EnumMap<>(Action.class);

  SignalMetrics(MeterRegistry registry) {
    for (Action action : Action.values()) {
      made.put(
          action,
          Counter.builder("eafix.signals.made")
              .description("Signals made by strategies")
              .tag("action", action.name())
              .register(registry));
    }
  }

  void made(List<Signal> signals) {
    signals.forEach(signal -> made.get(signal.action).increment());
  }
}
