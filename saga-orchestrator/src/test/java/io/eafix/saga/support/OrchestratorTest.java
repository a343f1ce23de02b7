package io.eafix.saga.support;

import io.eafix.localstack.test.Server;
import io.eafix.localstack.test.WithServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The orchestrator on real Postgres and Redis, with participants over real HTTP. */
@QuarkusTest
@WithServers(
    database = "sagas",
    value = {Server.POSTGRES, Server.REDIS})
@QuarkusTestResource(StubParticipants.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OrchestratorTest {}
