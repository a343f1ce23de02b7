package io.eafix.relay.db;

import io.vertx.pgclient.PgException;

/** A statement failed, or its outcome is unknown because no answer came. */
public final class DatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1;

  DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The SQLSTATE that Postgres gave, or an empty string if it gave none. */
  public String sqlState() {
    return getCause() instanceof PgException postgres && postgres.getSqlState() != null
        ? postgres.getSqlState()
        : "";
  }
}
