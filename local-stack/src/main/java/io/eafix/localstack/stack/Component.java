package io.eafix.localstack.stack;

import java.util.List;

/** Every process of the stack, in the order of starting. Stopping goes the other way round. */
public enum Component {
  POSTGRES("postgres", "EAFIX_DB_PORT", 15432),
  REDIS("redis", "EAFIX_REDIS_PORT", 16379),
  KAFKA("kafka", "EAFIX_KAFKA_PORT", 19092),
  FIX_SIMULATOR("fix-simulator", "EAFIX_FIX_SIMULATOR_PORT", 8086),
  OUTBOX_RELAY("outbox-relay", "EAFIX_RELAY_PORT", 8085),
  RISK("risk-service", "EAFIX_RISK_PORT", 8082),
  EXECUTION("execution-engine", "EAFIX_EXECUTION_PORT", 8083),
  SAGAS("saga-orchestrator", "EAFIX_SAGA_PORT", 8084),
  SIGNALS("signal-service", "EAFIX_SIGNAL_PORT", 8081);

  /** The servers, in the order of starting. */
  public static final List<Component> SERVERS = List.of(POSTGRES, REDIS, KAFKA);

  /** The services of EAFIX, in the order of starting: whoever is called before its callers. */
  public static final List<Component> SERVICES =
      List.of(OUTBOX_RELAY, RISK, EXECUTION, SAGAS, SIGNALS);

  private final String label;
  private final String portVariable;
  private final int defaultPort;

  Component(String label, String portVariable, int defaultPort) {
    this.label = label;
    this.portVariable = portVariable;
    this.defaultPort = defaultPort;
  }

  /** What people call it; for a service also its module. */
  public String label() {
    return label;
  }

  /** The environment variable that sets its port. */
  public String portVariable() {
    return portVariable;
  }

  public int defaultPort() {
    return defaultPort;
  }

  public boolean isService() {
    return SERVICES.contains(this);
  }

  public boolean ownsDatabase() {
    return database() != null;
  }

  /** The database it owns, which is also its role; null if it owns none. */
  public String database() {
    return switch (this) {
      case SIGNALS -> "signals";
      case RISK -> "risk";
      case EXECUTION -> "execution";
      case SAGAS -> "sagas";
      default -> null;
    };
  }
}
