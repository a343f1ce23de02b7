package io.eafix.localstack.postgres;

import io.eafix.localstack.server.LocalServer;
import io.eafix.localstack.server.ProcessRun;
import io.eafix.localstack.server.ServerRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Postgres 18 on loopback with the durability of production ({@code fsync}, {@code
 * synchronous_commit} and {@code full_page_writes} on) and scram passwords for everybody.
 *
 * <p>Thread-safe. A killed server recovers from its write-ahead log at the next start.
 */
public final class PostgresServer extends LocalServer {
  /** Role of the superuser. */
  public static final String SUPERUSER = "postgres";

  /** How it is configured, wherever it runs. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "max_connections", "200",
          "shared_buffers", "128MB",
          "timezone", "UTC",
          "log_line_prefix", "%m [%p] %u@%d ");

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);
  private static final int CONNECT_SECONDS_MAX = 5;

  private final String superuserPassword;

  /**
   * @param port to listen on
   * @param superuserPassword set when the data are new; must be the same for existing data
   * @param run how it is run
   */
  public PostgresServer(int port, String superuserPassword, ServerRun run) {
    super("postgres", port, run);
    this.superuserPassword = superuserPassword;
  }

  /**
   * A server from the binaries in the Maven artefact.
   *
   * @param directory holds the data and the log; created if absent
   */
  public static PostgresServer embedded(Path directory, int port, String superuserPassword) {
    Path absolute = directory.toAbsolutePath();
    return new PostgresServer(
        port,
        superuserPassword,
        new ProcessRun(
            () -> PostgresCluster.createIfAbsent(absolute, SUPERUSER, superuserPassword),
            () -> PostgresCluster.process(absolute, port),
            START_TIMEOUT,
            STOP_TIMEOUT));
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
    return "jdbc:postgresql://localhost:" + port() + "/" + database;
  }

  public String reactiveUrl(String database) {
    return "postgresql://localhost:" + port() + "/" + database;
  }

  @Override
  protected boolean answers() {
    try (Connection connection = connect(SUPERUSER)) {
      return connection.isValid(CONNECT_SECONDS_MAX);
    } catch (SQLException e) {
      return false;
    }
  }
}
