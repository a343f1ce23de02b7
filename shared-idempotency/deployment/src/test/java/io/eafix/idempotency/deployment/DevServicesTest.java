package io.eafix.idempotency.deployment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.eafix.idempotency.Idempotent;
import io.eafix.localstack.process.Ports;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application in dev mode that names no server: Quarkus starts Postgres and Redis for it. */
@EnabledIf("io.eafix.testservers.TestServers#areContainers")
class DevServicesTest {

  private static final int PORT = Ports.free();

  @RegisterExtension
  static final QuarkusDevModeTest APPLICATION =
      new QuarkusDevModeTest()
          .withApplicationRoot(
              jar ->
                  jar.addClass(Tickets.class)
                      .addAsResource(
                          new StringAsset(
                              String.join(
                                  "\n",
                                  "quarkus.application.name=tickets",
                                  "quarkus.http.port=" + PORT,
                                  "quarkus.otel.sdk.disabled=true",
                                  "quarkus.redis.health.enabled=false",
                                  "quarkus.datasource.db-kind=postgresql",
                                  "quarkus.datasource.devservices.image-name=postgres:18",
                                  "quarkus.redis.devservices.image-name=redis:7.4",
                                  "quarkus.kafka.devservices.enabled=false")),
                          "application.properties"));

  /** Gives each call another number. */
  @Path("/tickets")
  public static class Tickets {

    private static final AtomicInteger LAST = new AtomicInteger();

    @POST
    @Idempotent(operation = "ticket_draw")
    public Uni<Integer> draw() {
      return Uni.createFrom().item(LAST::incrementAndGet);
    }
  }

  @Test
  void aRepeatedRequestIsReplayed() {
    draw("a").body(equalTo("1")).header("Idempotent-Replayed", nullValue());
    draw("a").body(equalTo("1")).header("Idempotent-Replayed", "true");
    draw("b").body(equalTo("2")).header("Idempotent-Replayed", nullValue());
    given()
        .port(PORT)
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.find { it.name == 'Idempotency store' }.data.store", equalTo("available"));
  }

  private static ValidatableResponse draw(String key) {
    return given()
        .port(PORT)
        .header("Idempotency-Key", key)
        .post("/tickets")
        .then()
        .statusCode(200);
  }
}
