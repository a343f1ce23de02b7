package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import io.eafix.idempotency.Idempotent;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A method that returns a plain value blocks, and a reactive transaction cannot. */
class PlainValueIsRefusedTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION = Refusals.application(Resource.class, "return a Uni");

  /** What cannot work. */
  @Path("/refused")
  public static class Resource {

    @POST
    @Idempotent(operation = "plain")
    public String refused() {
      return "";
    }
  }

  @Test
  void theBuildFails() {
    fail("the application was built and started");
  }
}
