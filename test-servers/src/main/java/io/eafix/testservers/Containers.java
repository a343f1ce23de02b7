package io.eafix.testservers;

import io.eafix.localstack.kafka.KafkaServer;
import io.eafix.localstack.postgres.PostgresServer;
import io.eafix.localstack.redis.RedisAccess;
import io.eafix.localstack.redis.RedisServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** The servers from the images of the compose file, configured as the embedded ones are. */
final class Containers {
  static final String POSTGRES_IMAGE = "postgres:18";
  static final String REDIS_IMAGE = "redis:7.4";
  static final String KAFKA_IMAGE = "apache/kafka:4.1.2";

  private static final int POSTGRES_PORT = 5432;
  private static final int REDIS_PORT = 6379;
  private static final int KAFKA_PORT = 9092;

  private Containers() {}

  static PostgresServer postgres(int port, String superuserPassword) {
    List<String> command = new ArrayList<>(List.of("postgres"));
    PostgresServer.SETTINGS.forEach(
        (name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    GenericContainer<?> container =
        container(POSTGRES_IMAGE)
            .withEnv("POSTGRES_PASSWORD", superuserPassword)
            .withEnv("POSTGRES_INITDB_ARGS", "--encoding=UTF8 --locale=C")
            .withSharedMemorySize(256L << 20)
            .withCommand(command.toArray(String[]::new));
    return new PostgresServer(
        port, superuserPassword, new ContainerRun(container, port, POSTGRES_PORT));
  }

  static RedisServer redis(int port) {
    List<String> command = new ArrayList<>(List.of("redis-server"));
    RedisServer.SETTINGS.forEach((name, value) -> command.addAll(List.of("--" + name, value)));
    // Its port is published on loopback only; there are no users, as on the embedded server.
    command.addAll(List.of("--protected-mode", "no"));
    GenericContainer<?> container =
        container(REDIS_IMAGE).withCommand(command.toArray(String[]::new));
    return new RedisServer(port, RedisAccess.open(), new ContainerRun(container, port, REDIS_PORT));
  }

  static KafkaServer kafka(int port) {
    Map<String, String> settings = new HashMap<>(KafkaServer.SETTINGS);
    settings.put("node.id", "1");
    settings.put("process.roles", "broker,controller");
    settings.put("controller.quorum.voters", "1@localhost:9093");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
    settings.put("listeners", "PLAINTEXT://:" + KAFKA_PORT + ",CONTROLLER://:9093");
    settings.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
    settings.put("log.dirs", "/var/lib/kafka/data");
    GenericContainer<?> container =
        container(KAFKA_IMAGE).withEnv("KAFKA_HEAP_OPTS", "-Xmx512m -Xms128m");
    settings.forEach((name, value) -> container.withEnv(variable(name), value));
    return new KafkaServer(port, new ContainerRun(container, port, KAFKA_PORT));
  }

  /** As the image reads its settings: KAFKA_NODE_ID for node.id. */
  private static String variable(String setting) {
    return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  private static GenericContainer<?> container(String image) {
    return new GenericContainer<>(DockerImageName.parse(image));
  }
}
