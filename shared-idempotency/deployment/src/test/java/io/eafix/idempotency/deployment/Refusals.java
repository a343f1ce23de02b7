package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import io.quarkus.test.QuarkusUnitTest;

/** Applications whose build must fail, and say what to change. */
final class Refusals {

  private Refusals() {}

  /** An application of a resource with a method {@code refused}. */
  static QuarkusUnitTest application(Class<?> resource, String change) {
    return new QuarkusUnitTest()
        .withApplicationRoot(jar -> jar.addClass(resource))
        .overrideConfigKey("quarkus.devservices.enabled", "false")
        .overrideConfigKey("quarkus.datasource.db-kind", "postgresql")
        .assertException(failure -> assertNamed(failure, resource, change));
  }

  private static void assertNamed(Throwable failure, Class<?> resource, String change) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.matches(
              "(?s).*@Idempotent(Consumer)? on \\Q" + resource.getName() + ".refused\\E.*")
          && message.contains(change)) {
        return;
      }
    }
    fail("the build does not say what to change", failure);
  }
}
