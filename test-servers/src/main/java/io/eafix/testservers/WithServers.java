package io.eafix.testservers;

import io.quarkus.test.common.QuarkusTestResource;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a {@code @QuarkusTest} real servers: they are started before the application, once per JVM,
 * and the application is configured to use them.
 */
@QuarkusTestResource(ServersResource.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface WithServers {
  /**
   * Databases to create, separated by commas, each with a role of its name. The application's
   * datasource is the first of them.
   */
  String database() default "test";

  /** The servers that are needed. */
  Server[] value() default {Server.POSTGRES, Server.REDIS, Server.KAFKA};
}
