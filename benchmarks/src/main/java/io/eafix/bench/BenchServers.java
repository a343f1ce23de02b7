package io.eafix.bench;

import io.eafix.localstack.kafka.EmbeddedKafkaServer;
import io.eafix.localstack.postgres.EmbeddedPostgresServer;
import io.eafix.localstack.process.Ports;
import io.eafix.localstack.redis.EmbeddedRedisServer;
import io.eafix.localstack.server.EmbeddedServer;
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
  private EmbeddedPostgresServer postgres;
  private EmbeddedRedisServer redis;
  private EmbeddedKafkaServer kafka;

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

  public EmbeddedPostgresServer postgres() {
    if (postgres == null) {
      postgres = started(new EmbeddedPostgresServer(directory("postgres"), Ports.free(), password));
    }
    return postgres;
  }

  public EmbeddedRedisServer redis() {
    if (redis == null) {
      redis = started(new EmbeddedRedisServer(directory("redis"), Ports.free()));
    }
    return redis;
  }

  public EmbeddedKafkaServer kafka() {
    if (kafka == null) {
      kafka = started(new EmbeddedKafkaServer(directory("kafka"), Ports.free()));
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

  private <S extends EmbeddedServer> S started(S server) {
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
