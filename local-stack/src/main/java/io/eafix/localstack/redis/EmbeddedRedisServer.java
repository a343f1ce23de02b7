package io.eafix.localstack.redis;

import io.eafix.localstack.process.ProcessIdentity;
import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.process.StackException;
import io.eafix.localstack.server.EmbeddedServer;
import io.eafix.localstack.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Redis on loopback with {@code appendonly yes} and {@code maxmemory-policy noeviction}, as in
 * production.
 *
 * <p>Thread-safe. A killed server loses at most the last second of writes; nothing in EAFIX may
 * rest on those.
 */
public final class EmbeddedRedisServer implements EmbeddedServer {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

  private final Path directory;
  private final int port;
  private final RedisAccess access;
  private final ServerProcess process = new ServerProcess(START_TIMEOUT, STOP_TIMEOUT);

  /** A server without users: whoever reaches the loopback may do everything. For tests. */
  public EmbeddedRedisServer(Path directory, int port) {
    this(directory, port, RedisAccess.open());
  }

  /**
   * @param directory holds the data and the log; created if absent
   * @param port to listen on
   * @param access who may do what
   */
  public EmbeddedRedisServer(Path directory, int port, RedisAccess access) {
    this.directory = directory.toAbsolutePath();
    this.port = port;
    this.access = access;
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void start() {
    RedisConfiguration.write(directory, port, access);
    process.start(spec(), this::answers);
  }

  /** URL for a client that is nobody in particular. */
  public String url() {
    return "redis://localhost:" + port;
  }

  /** URL with a user's name and password. */
  public String url(RedisAccount account) {
    return "redis://" + account.name() + ":" + account.password() + "@localhost:" + port;
  }

  /**
   * Runs a command as administrator.
   *
   * @return its answer, which must be of one line
   */
  public String command(String... words) {
    try (RedisConnection connection = new RedisConnection(port)) {
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
  public void stop() {
    process.stop();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void pause() {
    process.pause();
  }

  @Override
  public void resume() {
    process.resume();
  }

  @Override
  public boolean isRunning() {
    return process.isRunning();
  }

  @Override
  public void onStart(Consumer<ProcessIdentity> listener) {
    process.onStart(listener);
  }

  @Override
  public boolean adopt(ProcessIdentity identity) {
    return process.adopt(spec(), identity);
  }

  @Override
  public ProcessIdentity identity() {
    return process.identity();
  }

  private boolean answers() {
    try {
      return command("PING").equals("PONG");
    } catch (StackException e) {
      return false;
    }
  }

  private ProcessSpec spec() {
    return new ProcessSpec(
        name(),
        List.of(RedisBinaries.server().toString(), RedisConfiguration.file(directory).toString()),
        Map.of(),
        directory,
        directory.resolve("redis.log"),
        Signal.TERM);
  }
}
