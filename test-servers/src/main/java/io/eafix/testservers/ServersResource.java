package io.eafix.testservers;

import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.postgres.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Gives the {@code @QuarkusTest}s of a module real servers: they are started before the
 * application, and the application is configured to use them. Declared once in a module, as {@code
 * QuarkusTestResource(ServersResource.class)}, for all tests share one application then. Arguments,
 * with values separated by commas: {@code database}, the databases to create, each with a role of
 * its name, of which the application's datasource is the first; {@code servers}, those needed.
 *
 * <p>The servers outlive the application: the next one finds them running.
 */
public final class ServersResource implements QuarkusTestResourceLifecycleManager {
  private List<String> databases = List.of("test");
  private Set<Server> servers = EnumSet.allOf(Server.class);

  @Override
  public void init(Map<String, String> arguments) {
    databases = split(arguments.getOrDefault("database", "test"));
    servers =
        split(arguments.getOrDefault("servers", "postgres,redis,kafka")).stream()
            .map(name -> Server.valueOf(name.toUpperCase(Locale.ROOT)))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> configuration = new HashMap<>();
    if (servers.contains(Server.POSTGRES)) {
      configuration.putAll(postgres());
    }
    if (servers.contains(Server.REDIS)) {
      configuration.put("quarkus.redis.hosts", TestServers.redis().url());
    }
    if (servers.contains(Server.KAFKA)) {
      configuration.put("kafka.bootstrap.servers", TestServers.kafka().bootstrapServers());
    }
    return configuration;
  }

  private Map<String, String> postgres() {
    PostgresServer server = TestServers.postgres();
    List<PostgresAccount> accounts = databases.stream().map(TestServers::database).toList();
    PostgresAccount first = accounts.get(0);
    return Map.of(
        "quarkus.datasource.reactive.url", server.reactiveUrl(first.name()),
        "quarkus.datasource.jdbc.url", server.jdbcUrl(first.name()),
        "quarkus.datasource.username", first.name(),
        "quarkus.datasource.password", first.password(),
        "EAFIX_DB_HOST", "localhost",
        "EAFIX_DB_PORT", Integer.toString(server.port()),
        "EAFIX_DB_PASSWORD", first.password(),
        "EAFIX_RELAY_PASSWORD", TestServers.relay().password());
  }

  @Override
  public void stop() {
    // They end with the JVM: another application is likely to need them.
  }

  private static List<String> split(String names) {
    return Stream.of(names.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
  }
}
