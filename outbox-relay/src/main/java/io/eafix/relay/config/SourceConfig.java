package io.eafix.relay.config;

import io.smallrye.config.WithDefault;

/** A database whose outbox is published. */
public interface SourceConfig {

  /** Host of Postgres. */
  String host();

  /** Port of Postgres. */
  @WithDefault("5432")
  int port();

  /** Database. */
  String database();

  /** Role, with rights on the outbox tables only. */
  @WithDefault("relay")
  String user();

  /** Password of the role. */
  String password();
}
