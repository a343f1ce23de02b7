package io.eafix.localstack.stack;

import io.eafix.localstack.process.StackException;
import io.eafix.localstack.process.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * An EAFIX that somebody else runs, in containers for instance; environment variables tell where,
 * by the names that the services themselves use.
 */
public final class RemoteStack implements Endpoints {
  private static final Duration READY_TIMEOUT = Duration.ofSeconds(180);
  private static final String CONNECT_SECONDS_MAX = "5";

  private final Map<String, String> environment;

  /** Nothing is looked at yet. */
  public RemoteStack(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * Waits until every service says that it is ready.
   *
   * @throws StackException if one is not for three minutes, or a variable is missing
   */
  public void awaitReady(Progress progress) {
    for (Component service : Component.SERVICES) {
      String url = url(service);
      if (!Waiting.until(READY_TIMEOUT, () -> Health.isReady(url))) {
        throw new StackException(
            service.label()
                + " is not ready after "
                + READY_TIMEOUT.toSeconds()
                + " s: see "
                + url
                + Health.READINESS);
      }
      progress.say(service.label() + " is ready at " + url);
    }
  }

  @Override
  public String url(Component service) {
    return require(service.portVariable().replace("_PORT", "_URL"));
  }

  @Override
  public Optional<String> fixSimulatorUrl() {
    // With a FIX venue the orders are in its books only, so those have to be read.
    return Boolean.parseBoolean(environment.get("EAFIX_FIX"))
        ? Optional.of(require("EAFIX_FIX_SIMULATOR_URL"))
        : Optional.empty();
  }

  @Override
  public String bootstrapServers() {
    return require("EAFIX_KAFKA");
  }

  @Override
  public Connection connect(Component service) throws SQLException {
    String database = service.database();
    Properties properties = new Properties();
    properties.setProperty("user", database);
    properties.setProperty(
        "password", require("EAFIX_" + database.toUpperCase(Locale.ROOT) + "_DB_PASSWORD"));
    properties.setProperty("connectTimeout", CONNECT_SECONDS_MAX);
    properties.setProperty("loginTimeout", CONNECT_SECONDS_MAX);
    String url =
        "jdbc:postgresql://%s:%s/%s"
            .formatted(require("EAFIX_DB_HOST"), require("EAFIX_DB_PORT"), database);
    return new org.postgresql.Driver().connect(url, properties);
  }

  private String require(String variable) {
    String value = environment.get(variable);
    if (value == null || value.isBlank()) {
      throw new StackException("set " + variable + ": it tells where the running stack is");
    }
    return value;
  }
}
