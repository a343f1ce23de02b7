package io.eafix.idempotency.it;

import io.eafix.idempotency.store.IdempotencyStore;
import io.eafix.idempotency.testing.StoreListingContract;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;

@QuarkusTest
class RedisListingTest extends StoreListingContract {

  @Inject IdempotencyStore store;

  @Override
  protected IdempotencyStore store() {
    return store;
  }
}
