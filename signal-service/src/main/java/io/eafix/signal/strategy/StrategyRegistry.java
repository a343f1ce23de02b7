package io.eafix.signal.strategy;

import static java.util.stream.Collectors.groupingBy;

import io.eafix.signal.bar.Series;
import io.eafix.signal.config.SignalConfig;
import io.eafix.signal.config.StrategyConfig;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** The strategies of the configuration. A wrong one keeps the service from starting. */
@Startup
@ApplicationScoped
public class StrategyRegistry {

  private final Map<Series, List<ConfiguredStrategy>> bySeries;

  StrategyRegistry(SignalConfig config) {
    this.bySeries =
        config.strategies().entrySet().stream()
            .filter(entry -> entry.getValue().enabled())
            .map(entry -> configured(entry.getKey(), entry.getValue(), config))
            .collect(groupingBy(ConfiguredStrategy::series));
  }

  /** The strategies that read this series, in no order that means anything. */
  public List<ConfiguredStrategy> of(Series series) {
    return bySeries.getOrDefault(series, List.of());
  }

  private static ConfiguredStrategy configured(
      String name, StrategyConfig strategy, SignalConfig config) {
    try {
      if (strategy.quantity().signum() <= 0) {
        throw new IllegalArgumentException("quantity must be positive");
      }
      return new ConfiguredStrategy(
          name,
          strategy.version(),
          new Series(strategy.symbol(), strategy.timeframe()),
          strategy.account(),
          strategy.quantity(),
          strategy.validFor().orElse(config.validFor()),
          strategy.kind().create(strategy.parameters(), config.windowBars()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "eafix.signals.strategies." + name + ": " + e.getMessage(), e);
    }
  }
}
