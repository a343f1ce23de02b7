package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.fail;

import io.eafix.idempotency.Idempotent;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A form hidden in a bean would make each request wait for ever. */
class FormIsRefusedTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      Refusals.application(Resource.class, "take the fields as JSON")
          .withApplicationRoot(jar -> jar.addClasses(Resource.class, Fields.class));

  /** Of a form. */
  public static class Fields {
    @RestForm String text;
  }

  /** What cannot work. */
  @Path("/refused")
  public static class Resource {

    @POST
    @Idempotent(operation = "form")
    public Uni<String> refused(@BeanParam Fields fields) {
      return Uni.createFrom().item(fields.text);
    }
  }

  @Test
  void itDoesNotStart() {
    fail("the application was built and started");
  }
}
