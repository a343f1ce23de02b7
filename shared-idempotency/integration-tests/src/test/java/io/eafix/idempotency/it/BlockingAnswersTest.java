package io.eafix.idempotency.it;

import io.eafix.testservers.Server;
import io.eafix.testservers.WithServers;
import io.quarkus.test.junit.QuarkusTest;

/** Answers of methods that block. */
@QuarkusTest
@WithServers(
    database = "idempotency_it",
    value = {Server.POSTGRES, Server.REDIS, Server.KAFKA})
class BlockingAnswersTest extends AnswersContract {

  BlockingAnswersTest() {
    super("/plain", "/value");
  }
}
