package io.eafix.localstack.stack;

import io.eafix.localstack.kafka.KafkaServer;
import io.eafix.localstack.kafka.Topics;
import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.postgres.PostgresServer;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.redis.RedisAccess;
import io.eafix.localstack.redis.RedisAccount;
import io.eafix.localstack.redis.RedisServer;
import io.eafix.localstack.server.LocalServer;
import java.util.List;

/** The three servers with everything in them that the services expect to find. */
final class StackServers {
  static final String RELAY_ROLE = "relay";
  static final String POSTGRES_SECRET = "postgres.superuser";
  static final String REDIS_SECRET = "redis.admin";

  private final Secrets secrets;
  private final PostgresServer postgres;
  private final RedisServer redis;
  private final KafkaServer kafka;

  StackServers(Layout layout, PortMap ports, Secrets secrets) {
    this.secrets = secrets;
    this.postgres =
        PostgresServer.embedded(
            layout.server(Component.POSTGRES),
            ports.of(Component.POSTGRES),
            secrets.of(POSTGRES_SECRET));
    this.redis =
        RedisServer.embedded(
            layout.server(Component.REDIS),
            ports.of(Component.REDIS),
            RedisAccess.restricted(
                secrets.of(REDIS_SECRET),
                Component.SERVICES.stream().map(this::redisAccount).toList()));
    this.kafka = KafkaServer.embedded(layout.server(Component.KAFKA), ports.of(Component.KAFKA));
  }

  PostgresServer postgres() {
    return postgres;
  }

  RedisServer redis() {
    return redis;
  }

  KafkaServer kafka() {
    return kafka;
  }

  LocalServer of(Component server) {
    return switch (server) {
      case POSTGRES -> postgres;
      case REDIS -> redis;
      case KAFKA -> kafka;
      default -> throw new IllegalArgumentException(server + " is no server");
    };
  }

  static Signal stopSignal(Component server) {
    return server == Component.POSTGRES ? Signal.INT : Signal.TERM;
  }

  /** Creates what is missing in a server that has just started. */
  void provision(Component server) {
    if (server == Component.POSTGRES) {
      provisionPostgres();
    } else if (server == Component.KAFKA) {
      kafka.createTopics(Topics.EVENTS, Topics.PARTITIONS);
      kafka.createTopics(List.of(Topics.DEAD_LETTERS), Topics.PARTITIONS);
    }
  }

  PostgresAccount postgresAccount(String role) {
    return new PostgresAccount(role, secrets.of("postgres." + role));
  }

  RedisAccount redisAccount(Component service) {
    return new RedisAccount(
        service.label(), secrets.of("redis." + service.label()), redisRules(service));
  }

  /** Its own records, and what a client and a health check must ask; no other service's keys. */
  static String redisRules(Component service) {
    return "~eafix:idempotency:"
        + service.label()
        + ":* +@all -@admin -@dangerous +info +config|get";
  }

  private void provisionPostgres() {
    // The relay's role comes first: the services' migrations grant it its rights.
    postgres.createReader(postgresAccount(RELAY_ROLE), List.of());
    for (String database : databases()) {
      postgres.createDatabase(postgresAccount(database));
    }
    postgres.createReader(postgresAccount(RELAY_ROLE), databases());
  }

  static List<String> databases() {
    return Component.SERVICES.stream()
        .filter(Component::ownsDatabase)
        .map(Component::database)
        .toList();
  }
}
