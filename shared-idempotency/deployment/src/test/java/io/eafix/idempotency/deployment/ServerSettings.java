package io.eafix.idempotency.deployment;

import io.eafix.localstack.postgres.PostgresAccount;
import io.eafix.testservers.TestServers;

/** The configuration of an application that uses the test servers. */
final class ServerSettings {

  private ServerSettings() {}

  static String properties(String name) {
    PostgresAccount account = TestServers.database(name);
    return String.join(
        "\n",
        "quarkus.application.name=" + name,
        "quarkus.devservices.enabled=false",
        "quarkus.otel.sdk.disabled=true",
        "quarkus.redis.health.enabled=false",
        "quarkus.redis.hosts=" + TestServers.redis().url(),
        "quarkus.datasource.db-kind=postgresql",
        "quarkus.datasource.username=" + account.name(),
        "quarkus.datasource.password=" + account.password(),
        "quarkus.datasource.reactive.url=" + TestServers.postgres().reactiveUrl(name),
        "quarkus.datasource.jdbc.url=" + TestServers.postgres().jdbcUrl(name));
  }
}
