package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import io.eafix.idempotency.Idempotent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What an interface says is scanned there; an annotation of the implementation would be ignored.
 */
class AnnotationWithoutCallIsRefusedTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Refusals.application(Resource.class, "it has no @POST or the like of its own")
          .withApplicationRoot(jar -> jar.addClasses(Resource.class, Api.class));

  /** As it was generated. */
  @Path("/refused")
  public interface Api {

    @POST
    Uni<String> refused();
  }

  /** Thinks that it is safe to repeat. */
  public static class Resource implements Api {

    @Override
    @Idempotent(operation = "ignored")
    public Uni<String> refused() {
      return Uni.createFrom().item("");
    }
  }

  @Test
  void theBuildFails() {
    fail("the application was built and started");
  }
}
