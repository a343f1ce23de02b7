package io.eafix.localstack.postgres;

import io.eafix.localstack.process.ProcessIdentity;
import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.server.EmbeddedServer;
import io.eafix.localstack.server.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;

/**
 * Postgres 18 on loopback with the durability of production ({@code fsync}, {@code
 * synchronous_commit} and {@code full_page_writes} on) and scram passwords for everybody.
 *
 * <p>Thread-safe. A killed server recovers from its write-ahead log at the next start.
 */
public final class EmbeddedPostgresServer implements EmbeddedServer {
  /** Role of the superuser. */
  public static final String SUPERUSER = "postgres";

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final int CONNECT_SECONDS_MAX = 5;

  private final Path directory;
  private final int port;
  private final String superuserPassword;
  private final ServerProcess process = new ServerProcess(START_TIMEOUT, STOP_TIMEOUT);

  /**
   * @param directory holds the data and the log; created if absent
   * @param port to listen on
   * @param superuserPassword set when the data are new; must be the same for existing data
   */
  public EmbeddedPostgresServer(Path directory, int port, String superuserPassword) {
    this.directory = directory.toAbsolutePath();
    this.port = port;
    this.superuserPassword = superuserPassword;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void start() {
    if (!Files.exists(data().resolve("PG_VERSION"))) {
      PostgresCluster.create(PostgresBinaries.home(), data(), SUPERUSER, superuserPassword);
    }
    process.start(spec(), this::answers);
  }

  /** Creates the role and its database, or sets the role's password if they exist. */
  public void createDatabase(PostgresAccount account) {
    PostgresAdmin.createDatabase(this, account);
  }

  /** Creates a role without a database that may connect to the given databases, nothing more. */
  public void createReader(PostgresAccount role, List<String> databases) {
    PostgresAdmin.createReader(this, role, databases);
  }

  /** A connection of the superuser. The caller closes it. */
  public Connection connect(String database) throws SQLException {
    return connect(database, SUPERUSER, superuserPassword);
  }

  /** A connection of a role. The caller closes it. */
  public Connection connect(String database, String user, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS_MAX));
    properties.setProperty("loginTimeout", Integer.toString(CONNECT_SECONDS_MAX));
    return new org.postgresql.Driver().connect(jdbcUrl(database), properties);
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:" + port + "/" + database;
  }

  public String reactiveUrl(String database) {
    return "postgresql://localhost:" + port + "/" + database;
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
    try (Connection connection = connect(SUPERUSER)) {
      return connection.isValid(CONNECT_SECONDS_MAX);
    } catch (SQLException e) {
      return false;
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  private ProcessSpec spec() {
    return new ProcessSpec(
        name(),
        Unprivileged.command(
            data(), PostgresCluster.serverCommand(PostgresBinaries.home(), data(), port)),
        Map.of(),
        directory,
        directory.resolve("postgres.log"),
        // The fast shutdown: the smart one would wait for clients that never leave.
        Signal.INT);
  }
}
