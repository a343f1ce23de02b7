package io.eafix.testservers;

import io.eafix.localstack.kafka.KafkaServer;
import io.eafix.localstack.kafka.Topics;
import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.localstack.postgres.PostgresServer;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.redis.RedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * The servers of this test JVM, each started at its first use and stopped with the JVM. Tests may
 * kill, pause and restart them and must leave them running. They run in containers where a Docker
 * engine answers, else as processes; the system property {@code eafix.test.servers} ({@code auto},
 * {@code embedded}, {@code containers}) chooses.
 *
 * <p>Thread-safe.
 */
public final class TestServers {
  private static final SharedServer<PostgresServer> POSTGRES =
      new SharedServer<>("postgres", TestServers::newPostgres);
  private static final SharedServer<RedisServer> REDIS =
      new SharedServer<>("redis", (directory, port) -> Engine.current().redis(directory, port));
  private static final SharedServer<KafkaServer> KAFKA =
      new SharedServer<>("kafka", (directory, port) -> Engine.current().kafka(directory, port));

  private TestServers() {}

  /** Whether they run in containers, so that a test can be left out where they do not. */
  public static boolean areContainers() {
    return Engine.current() == Engine.CONTAINERS;
  }

  public static PostgresServer postgres() {
    return POSTGRES.get(server -> {});
  }

  public static RedisServer redis() {
    return REDIS.get(server -> {});
  }

  /** One more Redis, beside the one of this JVM; not started yet, and the caller stops it. */
  public static RedisServer anotherRedis(Path directory) {
    return Engine.current().redis(directory, Ports.free());
  }

  /** Kafka with all topics of EAFIX. */
  public static KafkaServer kafka() {
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

  private static PostgresServer newPostgres(Path directory, int port) {
    return Engine.current().postgres(directory, port, password());
  }

  private static void createTopics(KafkaServer kafka) {
    kafka.createTopics(Topics.EVENTS, Topics.PARTITIONS);
    kafka.createTopics(List.of(Topics.DEAD_LETTERS), Topics.PARTITIONS);
  }

  private static String password() {
    return SharedServer.property("password", () -> UUID.randomUUID().toString());
  }
}
