package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import io.eafix.idempotency.Idempotent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stream has no end to be stored. */
class StreamIsRefusedTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Refusals.application(Resource.class, "return a Uni of the whole");

  /** What cannot work. */
  @Path("/refused")
  public static class Resource {

    @POST
    @Idempotent(operation = "stream")
    public Multi<String> refused() {
      return Multi.createFrom().items("");
    }
  }

  @Test
  void theBuildFails() {
    fail("the application was built and started");
  }
}
