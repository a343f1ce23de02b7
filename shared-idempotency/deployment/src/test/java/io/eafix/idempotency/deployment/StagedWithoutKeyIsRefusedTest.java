package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.Staged;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is staged is committed with the row of its key. */
class StagedWithoutKeyIsRefusedTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Refusals.application(Resource.class, "it returns Staged, which needs a key");

  /** What cannot work. */
  @Path("/refused")
  public static class Resource {

    @POST
    @Idempotent(operation = "staged", required = false)
    public Uni<Staged> refused() {
      return Uni.createFrom().nothing();
    }
  }

  @Test
  void theBuildFails() {
    fail("the application was built and started");
  }
}
