package io.eafix.idempotency.sql;

import java.sql.SQLException;

/** Postgres refused a statement that was sent by JDBC, or could not be asked. */
class SqlFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SqlFailedException(SQLException cause) {
    super(cause.getMessage(), cause);
  }
}
