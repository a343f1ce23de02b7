package io.eafix.idempotency.it;

import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.testing.StoreListingContract;
import io.eafix.testservers.Server;
import io.eafix.testservers.WithServers;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;

@QuarkusTest
@WithServers(
    database = "idempotency_it",
    value = {Server.POSTGRES, Server.REDIS, Server.KAFKA})
class RedisListingTest extends StoreListingContract {

  @Inject IdempotencyStore store;

  @Override
  protected IdempotencyStore store() {
    return store;
  }
}
