package io.eafix.idempotency.schema;

import io.agroal.api.AgroalDataSource;
import io.eafix.idempotency.config.IdempotencyConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Creates and migrates the tables of the extension at start, with a history of its own, so that its
 * versions never collide with those of the service.
 *
 * <p>Several replicas may start at once: Flyway serialises them by a lock in the database. A
 * failure stops the start.
 */
@ApplicationScoped
public class SchemaMigration {

  private static final String HISTORY_TABLE = "eafix_schema_history";

  private final AgroalDataSource dataSource;
  private final IdempotencyConfig config;

  SchemaMigration(AgroalDataSource dataSource, IdempotencyConfig config) {
    this.dataSource = dataSource;
    this.config = config;
  }

  void migrate(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
    if (config.schema().migrateAtStart()) {
      Flyway.configure(Thread.currentThread().getContextClassLoader())
          .dataSource(dataSource)
          .locations("classpath:db/eafix")
          .table(HISTORY_TABLE)
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .placeholders(Map.of("relayRole", config.schema().relayRole()))
          .load()
          .migrate();
    }
  }
}
