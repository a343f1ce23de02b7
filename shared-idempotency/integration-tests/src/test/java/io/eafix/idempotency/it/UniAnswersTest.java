package io.eafix.idempotency.it;

import io.quarkus.test.junit.QuarkusTest;

/** Answers of methods that return a {@code Uni}. */
@QuarkusTest
class UniAnswersTest extends AnswersContract {

  UniAnswersTest() {
    super("/notes", "/other");
  }
}
