package io.eafix.testservers;

import io.eafix.localstack.kafka.KafkaServer;
import io.eafix.localstack.postgres.PostgresServer;
import io.eafix.localstack.redis.RedisServer;
import java.nio.file.Path;
import java.util.Locale;
import org.testcontainers.DockerClientFactory;

/** What runs the test servers. */
enum Engine {
  /** Processes of this machine, from the binaries in Maven artefacts. */
  EMBEDDED {
    @Override
    PostgresServer postgres(Path directory, int port, String superuserPassword) {
      return PostgresServer.embedded(directory, port, superuserPassword);
    }

    @Override
    RedisServer redis(Path directory, int port) {
      return RedisServer.embedded(directory, port);
    }

    @Override
    KafkaServer kafka(Path directory, int port) {
      return KafkaServer.embedded(directory, port);
    }
  },
  /** Containers, from the images that the compose file names. */
  CONTAINERS {
    @Override
    PostgresServer postgres(Path directory, int port, String superuserPassword) {
      return Containers.postgres(port, superuserPassword);
    }

    @Override
    RedisServer redis(Path directory, int port) {
      return Containers.redis(port);
    }

    @Override
    KafkaServer kafka(Path directory, int port) {
      return Containers.kafka(port);
    }
  };

  /** The system property that chooses: {@code auto}, {@code embedded} or {@code containers}. */
  static final String PROPERTY = "eafix.test.servers";

  /** A server that is not started yet. The directory is for those that keep files in one. */
  abstract PostgresServer postgres(Path directory, int port, String superuserPassword);

  abstract RedisServer redis(Path directory, int port);

  abstract KafkaServer kafka(Path directory, int port);

  /**
   * The engine of this JVM, chosen and named on standard error once: as the property says, or, by
   * default, containers where a Docker engine answers.
   */
  static Engine current() {
    return valueOf(SharedServer.property("engine", () -> chosenAndSaid().name()));
  }

  private static Engine chosenAndSaid() {
    Engine engine = choose(System.getProperty(PROPERTY, "auto"));
    String servers =
        engine == EMBEDDED
            ? "embedded, from Maven artefacts"
            : "containers of %s, %s and %s"
                .formatted(
                    Containers.POSTGRES_IMAGE, Containers.REDIS_IMAGE, Containers.KAFKA_IMAGE);
    System.err.println("test servers: " + servers + " (-D" + PROPERTY + "=... chooses)");
    return engine;
  }

  static Engine choose(String setting) {
    return switch (setting.toLowerCase(Locale.ROOT)) {
      case "embedded" -> EMBEDDED;
      case "containers" -> CONTAINERS;
      case "auto" -> dockerAnswers() ? CONTAINERS : EMBEDDED;
      default ->
          throw new IllegalArgumentException(
              PROPERTY + " is " + setting + "; it may be auto, embedded or containers");
    };
  }

  static boolean dockerAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }
}
