package io.eafix.localstack.test;

import io.eafix.localstack.kafka.EmbeddedKafkaServer;
import io.eafix.localstack.kafka.Topics;
import io.eafix.localstack.postgres.EmbeddedPostgresServer;
import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.redis.EmbeddedRedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * The servers of this test JVM, each started at its first use and stopped with the JVM. Tests may
 * kill, pause and restart them and must leave them running.
 *
 * <p>Thread-safe.
 */
public final class TestServers {
  private static final SharedServer<EmbeddedPostgresServer> POSTGRES =
      new SharedServer<>("postgres", TestServers::newPostgres);
  private static final SharedServer<EmbeddedRedisServer> REDIS =
      new SharedServer<>("redis", EmbeddedRedisServer::new);
  private static final SharedServer<EmbeddedKafkaServer> KAFKA =
      new SharedServer<>("kafka", EmbeddedKafkaServer::new);

  private TestServers() {}

  public static EmbeddedPostgresServer postgres() {
    return POSTGRES.get(server -> {});
  }

  public static EmbeddedRedisServer redis() {
    return REDIS.get(server -> {});
  }

  /** Kafka with all topics of EAFIX. */
  public static EmbeddedKafkaServer kafka() {
    return KAFKA.get(TestServers::createTopics);
  }

  /** The account of a database of this JVM's Postgres, which is created if it is not there. */
  public static PostgresAccount database(String name) {
    PostgresAccount account = new PostgresAccount(name, password());
    PostgresAccount relay = relay();
    postgres().createReader(relay, List.of());
    postgres().createDatabase(account);
    postgres().createReader(relay, List.of(name));
    return account;
  }

  /** The role of the outbox relay. */
  public static PostgresAccount relay() {
    return new PostgresAccount("relay", password());
  }

  private static EmbeddedPostgresServer newPostgres(Path directory, int port) {
    return new EmbeddedPostgresServer(directory, port, password());
  }

  private static void createTopics(EmbeddedKafkaServer kafka) {
    kafka.createTopics(Topics.EVENTS, Topics.PARTITIONS);
    kafka.createTopics(List.of(Topics.DEAD_LETTERS), Topics.PARTITIONS);
  }

  private static String password() {
    return SharedServer.property("password", () -> UUID.randomUUID().toString());
  }
}
