package io.eafix.saga.store;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * The engine's connections. Their statements are few and long, and every one finds its rows by a
 * key: each is to be parsed and planned once for a connection, never with a scan of a whole table
 * that happened to be empty at that moment.
 */
@Singleton
@ReactiveDataSource("engine")
class EnginePool implements PgPoolCreator {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "jit", "off",
          "plan_cache_mode", "force_generic_plan",
          "enable_seqscan", "off",
          "enable_hashjoin", "off",
          "enable_mergejoin", "off",
          "lock_timeout", "2s",
          "idle_in_transaction_session_timeout", "20s");

  @Override
  public Pool create(Input input) {
    input
        .pgConnectOptionsList()
        .forEach(
            options -> {
              SETTINGS.forEach(options::addProperty);
              options.setPreparedStatementCacheSqlFilter(sql -> true);
            });
    return PgBuilder.pool()
        .with(input.poolOptions())
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}
