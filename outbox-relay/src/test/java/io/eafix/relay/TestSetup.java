package io.eafix.relay;

import io.eafix.testservers.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;

/** What every test of this module runs on. Said once, so that all share one application. */
@QuarkusTestResource(
    value = ServersResource.class,
    initArgs = {
      @ResourceArg(name = "database", value = "signals,risk,execution,sagas"),
      @ResourceArg(name = "servers", value = "postgres,kafka")
    })
final class TestSetup {

  private TestSetup() {}
}
