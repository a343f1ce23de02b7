package io.eafix.relay.db;

import io.eafix.relay.config.RelayConfig;
import io.eafix.relay.config.SourceConfig;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;

/** Opens connections to one source. Thread-safe. */
public final class Databases {

  private final Vertx vertx;
  private final PgConnectOptions options;
  private final RelayConfig.Database limits;

  /** For the source's database, with the relay's planner settings. */
  public Databases(Vertx vertx, SourceConfig source, RelayConfig config) {
    this.vertx = vertx;
    this.limits = config.database();
    this.options =
        new PgConnectOptions()
            .setHost(source.host())
            .setPort(source.port())
            .setDatabase(source.database())
            .setUser(source.user())
            .setPassword(source.password())
            .setCachePreparedStatements(true)
            .addProperty("application_name", "eafix-outbox-relay")
            // Slots have no statistics, so the planner is told what is right at any size.
            .addProperty("plan_cache_mode", "force_generic_plan")
            .addProperty("enable_seqscan", "off")
            // A bitmap looks at all that there is before it gives the first rows.
            .addProperty("enable_bitmapscan", "off")
            .addProperty("jit", "off")
            .addProperty("synchronous_commit", "on")
            .addProperty("default_transaction_isolation", "read committed")
            .addProperty("statement_timeout", Long.toString(limits.statementTimeout().toMillis()))
            .addProperty(
                // What a paused relay has locked must be free when its lease is over.
                "idle_in_transaction_session_timeout",
                Long.toString(config.leases().duration().toMillis()));
    options.setTcpKeepAlive(true);
    options.setConnectTimeout(Math.toIntExact(limits.connectTimeout().toMillis()));
  }

  /** A new connection for the calling thread. */
  public PgSession open() {
    return PgSession.open(vertx, options, limits.connectTimeout(), limits.statementTimeout());
  }
}
