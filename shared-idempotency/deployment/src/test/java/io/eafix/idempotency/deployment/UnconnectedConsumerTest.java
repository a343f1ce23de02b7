package io.eafix.idempotency.deployment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.eafix.idempotency.Idempotent;
import io.eafix.idempotency.inbox.IdempotentConsumer;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An application with a consumer that is left out of this build, one that hears the application
 * itself, and a call that is none of the usual ones: nothing of that keeps it from starting.
 */
class UnconnectedConsumerTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withApplicationRoot(
              jar ->
                  jar.addClasses(LeftOut.class, Inner.class, PURGE.class, Resource.class)
                      .addAsResource(
                          new StringAsset(ServerSettings.properties("idempotency_unconnected")),
                          "application.properties"));

  /** Its connector is set where it is used. */
  @ApplicationScoped
  @IfBuildProfile("another")
  public static class LeftOut {

    @Incoming("elsewhere")
    @IdempotentConsumer("left-out")
    public Uni<Void> hear(ConsumerRecord<String, String> message) {
      return Uni.createFrom().voidItem();
    }
  }

  /** Hears what the application says. */
  @ApplicationScoped
  public static class Inner {

    @Incoming("inside")
    @IdempotentConsumer("inner")
    public Uni<Void> hear(ConsumerRecord<String, String> message) {
      return Uni.createFrom().voidItem();
    }
  }

  /** As caches have it. */
  @HttpMethod("PURGE")
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  public @interface PURGE {}

  /** Idempotent by a call of its own. */
  @Path("/cache")
  public static class Resource {

    @Channel("inside")
    Emitter<ConsumerRecord<String, String>> inside;

    @PURGE
    @Idempotent(operation = "cache_purge")
    public Uni<String> purge() {
      return Uni.createFrom().item("purged");
    }
  }

  @Test
  void itStartsAndReplays() {
    purge().statusCode(200).header("Idempotent-Replayed", nullValue());
    purge().statusCode(200).header("Idempotent-Replayed", equalTo("true"));
  }

  private static ValidatableResponse purge() {
    return given().header("Idempotency-Key", "1").request("PURGE", "/cache").then();
  }
}
