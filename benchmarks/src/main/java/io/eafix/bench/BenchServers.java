package io.eafix.bench;

import io.eafix.localstack.kafka.KafkaServer;
import io.eafix.localstack.postgres.PostgresServer;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.redis.RedisServer;
import io.eafix.localstack.server.LocalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The servers of one run, with the durability of production, each started at its first use on new
 * data below {@code .eafix/bench}. Not thread-safe.
 */
public final class BenchServers implements AutoCloseable {

  private final Path directory;
  private final String password = UUID.randomUUID().toString();
  private final Deque<AutoCloseable> closeables = new ArrayDeque<>();
  private PostgresServer postgres;
  private RedisServer redis;
  private KafkaServer kafka;

  BenchServers(String benchmark) throws IOException {
    this.directory =
        Path.of(System.getProperty("eafix.home", "."), ".eafix", "bench", benchmark)
            .toAbsolutePath()
            .normalize();
    delete(directory);
    Files.createDirectories(directory);
  }

  /** A folder of this run, for logs and the like. */
  public Path directory() {
    return directory;
  }

  /** The project, for the applications that are measured. */
  public Path project() {
    return directory.getParent().getParent().getParent();
  }

  public PostgresServer postgres() {
    if (postgres == null) {
      postgres = started(PostgresServer.embedded(directory("postgres"), Ports.free(), password));
    }
    return postgres;
  }

  public RedisServer redis() {
    if (redis == null) {
      redis = started(RedisServer.embedded(directory("redis"), Ports.free()));
    }
    return redis;
  }

  public KafkaServer kafka() {
    if (kafka == null) {
      kafka = started(KafkaServer.embedded(directory("kafka"), Ports.free()));
    }
    return kafka;
  }

  /** A password for roles of this run. */
  public String password() {
    return password;
  }

  /** To be closed with the servers, before them. */
  public void closeLater(AutoCloseable closeable) {
    closeables.push(closeable);
  }

  @Override
  public void close() throws Exception {
    while (!closeables.isEmpty()) {
      closeables.pop().close();
    }
    delete(directory);
  }

  private <S extends LocalServer> S started(S server) {
    server.start();
    closeLater(server::stop);
    return server;
  }

  private Path directory(String server) {
    return directory.resolve(server);
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
