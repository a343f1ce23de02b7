package io.eafix.localstack.redis;

import java.util.List;

/**
 * Who may use the server.
 *
 * @param administrator may do everything; null on an open server
 * @param accounts the users of the services
 */
public record RedisAccess(RedisAccount administrator, List<RedisAccount> accounts) {
  public RedisAccess {
    accounts = List.copyOf(accounts);
  }

  /** Whoever connects may do everything. */
  public static RedisAccess open() {
    return new RedisAccess(null, List.of());
  }

  /** Only these users; nobody gets in without a password. */
  public static RedisAccess restricted(String administratorPassword, List<RedisAccount> accounts) {
    return new RedisAccess(
        new RedisAccount("admin", administratorPassword, "~* &* +@all"), accounts);
  }

  boolean isOpen() {
    return administrator == null;
  }
}
