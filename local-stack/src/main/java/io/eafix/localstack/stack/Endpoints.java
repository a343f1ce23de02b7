package io.eafix.localstack.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Where the parts of a running EAFIX are, wherever they run. */
public interface Endpoints {

  /** Base URL of a service. */
  String url(Component service);

  /** Base URL of the FIX simulator's figures, if it runs. */
  Optional<String> fixSimulatorUrl();

  /** {@code host:port} of Kafka. */
  String bootstrapServers();

  /** A connection with the rights of the service that owns the database. The caller closes it. */
  Connection connect(Component service) throws SQLException;
}
