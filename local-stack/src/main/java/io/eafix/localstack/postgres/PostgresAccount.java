package io.eafix.localstack.postgres;

/**
 * A role that owns a database of the same name.
 *
 * @param name of both; a plain lower-case SQL identifier
 * @param password of the role
 */
public record PostgresAccount(String name, String password) {
  public PostgresAccount {
    if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new IllegalArgumentException("not a plain lower-case identifier: " + name);
    }
  }
}
