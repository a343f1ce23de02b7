package io.eafix.execution.paper;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;

/** The paper venue's own connections, under their own name so that metrics tell them apart. */
@Singleton
@ReactiveDataSource("paper")
class LedgerPool implements PgPoolCreator {
  @Override
  public Pool create(Input input) {
    return PgBuilder.pool()
        .with(new PoolOptions(input.poolOptions()).setName(PaperVenue.NAME))
        .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
        .using(input.vertx())
        .build();
  }
}
