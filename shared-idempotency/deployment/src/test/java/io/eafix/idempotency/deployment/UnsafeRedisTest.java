package io.eafix.idempotency.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eafix.idempotency.health.StoreStartupCheck;
import io.eafix.testservers.TestServers;
import io.quarkus.test.QuarkusUnitTest;
import java.util.List;
import java.util.logging.LogRecord;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Redis that loses records is named at start; the application starts all the same. */
class UnsafeRedisTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .setBeforeAllCustomizer(() -> configure("allkeys-lru", "no"))
          .withApplicationRoot(
              jar ->
                  jar.addAsResource(
                      new StringAsset(ServerSettings.properties("idempotency_unsafe")),
                      "application.properties"))
          .setLogRecordPredicate(
              record -> record.getLoggerName().equals(StoreStartupCheck.class.getName()))
          .assertLogRecords(UnsafeRedisTest::assertNamed);

  @AfterAll
  static void restore() {
    configure("noeviction", "yes");
  }

  @Test
  void itStarts() {
    assertEquals("PONG", TestServers.redis().command("PING").strip());
  }

  private static void assertNamed(List<LogRecord> records) {
    assertEquals(
        List.of("ERROR", "WARN"),
        records.stream().map(record -> record.getLevel().getName()).toList());
  }

  private static void configure(String policy, String appendOnly) {
    TestServers.redis().command("CONFIG", "SET", "maxmemory-policy", policy);
    TestServers.redis().command("CONFIG", "SET", "appendonly", appendOnly);
  }
}
