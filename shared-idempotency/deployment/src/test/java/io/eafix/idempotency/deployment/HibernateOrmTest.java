package io.eafix.idempotency.deployment;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.eafix.idempotency.Idempotent;
import io.quarkus.builder.Version;
import io.quarkus.maven.dependency.Dependency;
import io.quarkus.test.QuarkusUnitTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A method that blocks and writes by Hibernate ORM, which holds its statements back. */
class HibernateOrmTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .setForcedDependencies(
              List.of(
                  Dependency.of(
                      "io.quarkus", "quarkus-hibernate-orm-deployment", Version.getVersion())))
          .withApplicationRoot(
              jar ->
                  jar.addClasses(Thing.class, Things.class)
                      .addAsResource(
                          new StringAsset(
                              ServerSettings.properties("idempotency_orm")
                                  + "\nquarkus.hibernate-orm.schema-management.strategy=update"),
                          "application.properties"));

  /** Has a name of its own. */
  @Entity(name = "Thing")
  public static class Thing {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE)
    public Long id;

    @Column(unique = true)
    public String name;
  }

  /** Writes things. */
  @Path("/things")
  public static class Things {

    @Inject EntityManager entities;

    @POST
    @Idempotent(operation = "thing_write")
    public String write(String name) {
      Thing thing = new Thing();
      thing.name = name;
      entities.persist(thing);
      return name;
    }

    @GET
    public long count() {
      return entities.createQuery("select count(t) from Thing t", Long.class).getSingleResult();
    }

    @ServerExceptionMapper
    public Response taken(PersistenceException failure) {
      return Response.status(422).entity("taken").build();
    }
  }

  @Test
  void anEntityCommitsWithItsKeyAndARefusalOfTheDatabaseIsAnAnswer() {
    write("1", "a").statusCode(200).header("Idempotent-Replayed", nullValue());
    write("1", "a").statusCode(200).header("Idempotent-Replayed", "true").body(equalTo("a"));
    write("2", "a").statusCode(422).header("Idempotent-Replayed", nullValue());
    write("2", "a").statusCode(422).header("Idempotent-Replayed", "true").body(equalTo("taken"));
    write("3", "b").statusCode(200);
    given().get("/things").then().body(equalTo("2"));
  }

  private static ValidatableResponse write(String key, String name) {
    return given().header("Idempotency-Key", key).body(name).post("/things").then();
  }
}
