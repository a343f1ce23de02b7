package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import io.eafix.idempotency.Idempotent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A GET needs no key. */
class SafeMethodIsRefusedTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Refusals.application(Resource.class, "remove @Idempotent");

  /** What cannot work. */
  @Path("/refused")
  public static class Resource {

    @GET
    @Idempotent(operation = "read")
    public Uni<String> refused() {
      return Uni.createFrom().item("");
    }
  }

  @Test
  void theBuildFails() {
    fail("the application was built and started");
  }
}
