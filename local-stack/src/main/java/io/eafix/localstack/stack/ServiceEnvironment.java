package io.eafix.localstack.stack;

import io.eafix.localstack.postgres.PostgresAccount;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environment variables that tell a service where the others are. */
final class ServiceEnvironment {
  private final StackServers servers;
  private final PortMap ports;
  private final Path fixStore;

  /**
   * @param fixStore where the engine keeps its FIX session; null if orders go to the paper venue
   */
  ServiceEnvironment(StackServers servers, PortMap ports, Path fixStore) {
    this.servers = servers;
    this.ports = ports;
    this.fixStore = fixStore;
  }

  Map<String, String> of(Component service) {
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_HOST", "localhost");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.of(service)));
    environment.put("EAFIX_DB_HOST", "localhost");
    environment.put("EAFIX_DB_PORT", Integer.toString(ports.of(Component.POSTGRES)));
    database(service, environment);
    environment.put("EAFIX_REDIS_URL", servers.redis().url(servers.redisAccount(service)));
    environment.put("EAFIX_KAFKA", servers.kafka().bootstrapServers());
    environment.put("EAFIX_SIGNAL_URL", ports.url(Component.SIGNALS));
    environment.put("EAFIX_RISK_URL", ports.url(Component.RISK));
    environment.put("EAFIX_EXECUTION_URL", ports.url(Component.EXECUTION));
    environment.put("EAFIX_SAGA_URL", ports.url(Component.SAGAS));
    if (service == Component.SIGNALS) {
      // This stack replays, and no order of it can reach a market.
      environment.put("EAFIX_SIGNALS_TRADE_HISTORY", "true");
      environment.put("EAFIX_DEMO_STRATEGY", "true");
    }
    if (service == Component.EXECUTION && fixStore != null) {
      environment.put("EAFIX_VENUE", "fix");
      environment.put("EAFIX_FIX", "true");
      environment.put("EAFIX_FIX_HOST", "localhost");
      environment.put(PortMap.FIX_VARIABLE, Integer.toString(ports.fix()));
      environment.put("EAFIX_FIX_STORE", fixStore.toString());
    }
    return environment;
  }

  private void database(Component service, Map<String, String> environment) {
    if (service.ownsDatabase()) {
      PostgresAccount account = servers.postgresAccount(service.database());
      environment.put("EAFIX_DB_USER", account.name());
      environment.put("EAFIX_DB_PASSWORD", account.password());
    } else {
      environment.put(
          "EAFIX_RELAY_PASSWORD", servers.postgresAccount(StackServers.RELAY_ROLE).password());
    }
  }
}
