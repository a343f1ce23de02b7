package io.eafix.idempotency.it;

import io.quarkus.test.junit.QuarkusTest;

/** Answers of methods that block. */
@QuarkusTest
class BlockingAnswersTest extends AnswersContract {

  BlockingAnswersTest() {
    super("/plain", "/value");
  }
}
