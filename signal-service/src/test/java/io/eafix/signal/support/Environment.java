package io.eafix.signal.support;

import io.eafix.testservers.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;

/** What all tests of the application run on: one start of it serves them all. */
@QuarkusTestResource(
    value = ServersResource.class,
    initArgs = {
      @ResourceArg(name = "database", value = "signals"),
      @ResourceArg(name = "servers", value = "postgres,redis")
    })
@QuarkusTestResource(Orchestrator.class)
@QuarkusTestResource(TestStrategies.class)
final class Environment {

  private Environment() {}
}
