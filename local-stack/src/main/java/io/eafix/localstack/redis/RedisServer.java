package io.eafix.localstack.redis;

import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.process.StackException;
import io.eafix.localstack.server.LocalServer;
import io.eafix.localstack.server.ProcessRun;
import io.eafix.localstack.server.ServerRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Redis on loopback with {@code appendonly yes} and {@code maxmemory-policy noeviction}, as in
 * production.
 *
 * <p>Thread-safe. A killed server loses at most the last second of writes; nothing in EAFIX may
 * rest on those.
 */
public final class RedisServer extends LocalServer {
  /**
   * How it is configured, wherever it runs. The append-only file is the durable copy; snapshots
   * would only compete for the disk.
   */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "appendonly", "yes",
          "appendfsync", "everysec",
          "maxmemory-policy", "noeviction",
          "databases", "1",
          "save", "");

  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final RedisAccess access;

  /**
   * @param port to listen on
   * @param access who may do what
   * @param run how it is run
   */
  public RedisServer(int port, RedisAccess access, ServerRun run) {
    super("redis", port, run);
    this.access = access;
  }

  /** A server without users: whoever reaches the loopback may do everything. For tests. */
  public static RedisServer embedded(Path directory, int port) {
    return embedded(directory, port, RedisAccess.open());
  }

  /**
   * A server from the binaries in the Maven artefact.
   *
   * @param directory holds the data and the log; created if absent
   */
  public static RedisServer embedded(Path directory, int port, RedisAccess access) {
    Path absolute = directory.toAbsolutePath();
    return new RedisServer(
        port,
        access,
        new ProcessRun(
            () -> RedisConfiguration.write(absolute, port, access),
            () -> process(absolute),
            START_TIMEOUT,
            STOP_TIMEOUT));
  }

  /** URL for a client that is nobody in particular. */
  public String url() {
    return "redis://localhost:" + port();
  }

  /** URL with a user's name and password. */
  public String url(RedisAccount account) {
    return "redis://" + account.name() + ":" + account.password() + "@localhost:" + port();
  }

  /**
   * Runs a command as administrator.
   *
   * @return its answer, which must be of one line
   */
  public String command(String... words) {
    try (RedisConnection connection = new RedisConnection(port())) {
      if (!access.isOpen()) {
        connection.send("AUTH", access.administrator().name(), access.administrator().password());
      }
      return connection.send(words);
    } catch (IOException e) {
      throw new StackException(
          "Redis did not take the command " + words[0] + ": " + e.getMessage(), e);
    }
  }

  @Override
  protected boolean answers() {
    try {
      return command("PING").equals("PONG");
    } catch (StackException e) {
      return false;
    }
  }

  private static ProcessSpec process(Path directory) {
    return new ProcessSpec(
        "redis",
        List.of(RedisBinaries.server().toString(), RedisConfiguration.file(directory).toString()),
        Map.of(),
        directory,
        directory.resolve("redis.log"),
        Signal.TERM);
  }
}
