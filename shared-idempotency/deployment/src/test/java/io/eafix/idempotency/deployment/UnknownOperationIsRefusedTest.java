package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import io.eafix.idempotency.Idempotent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The name of an operation is part of keys and metrics. */
class UnknownOperationIsRefusedTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Refusals.application(Resource.class, "is not 1 to 64 of a-z, 0-9 and _");

  /** What cannot work. */
  @Path("/refused")
  public static class Resource {

    @POST
    @Idempotent(operation = "Not A Name")
    public Uni<String> refused() {
      return Uni.createFrom().item("");
    }
  }

  @Test
  void theBuildFails() {
    fail("the application was built and started");
  }
}
