package io.eafix.signal.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives each test a series of its own, all with the rule of the demonstration, and short waits. */
public final class TestStrategies implements QuarkusTestResourceLifecycleManager {

  public static final String FLOW = "FLOUSD";
  public static final String PLAIN = "PLNUSD";
  public static final String RESTARTED = "RSTUSD";
  public static final String CROWD = "CRWUSD";
  public static final String LANE = "LANUSD";
  public static final String PAST = "PASUSD";
  public static final String CORRECTED = "CRTUSD";
  public static final String RETURNED = "RTNUSD";

  @Override
  public Map<String, String> start() {
    Map<String, String> config = new HashMap<>();
    for (String symbol : List.of(FLOW, PLAIN, RESTARTED, CROWD, LANE, PAST, CORRECTED, RETURNED)) {
      String prefix = "eafix.signals.strategies.test-" + symbol + ".";
      config.put(prefix + "kind", "ema-cross");
      config.put(prefix + "version", "1");
      config.put(prefix + "symbol", symbol);
      config.put(prefix + "timeframe", "M1");
      config.put(prefix + "quantity", "10000");
      config.put(prefix + "account", "DEMO");
    }
    config.put("eafix.signals.starts.poll-interval", "PT0.2S");
    config.put("eafix.signals.starts.metrics-interval", "PT0.2S");
    config.put("eafix.signals.starts.lease", "PT2S");
    config.put("eafix.signals.starts.call-timeout", "PT1S");
    config.put("eafix.signals.starts.backoff-max", "PT0.3S");
    return config;
  }

  @Override
  public void stop() {
    // Nothing was started.
  }
}
