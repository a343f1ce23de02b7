package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import io.eafix.idempotency.Idempotent;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A misspelt parameter would weaken the key in silence. */
class KeyParameterIsRefusedTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Refusals.application(
          Resource.class,
          "keyParameters: 'acount' is no path or query parameter of the method; use some of"
              + " [account]");

  /** What cannot work. */
  @Path("/refused/{account}")
  public static class Resource {

    @POST
    @Idempotent(operation = "write", keyParameters = "acount")
    public String refused(@PathParam("account") String account) {
      return account;
    }
  }

  @Test
  void theBuildFails() {
    fail("the application was built and started");
  }
}
