package io.eafix.saga.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Stores the definitions that ship with the orchestrator. One whose content was ever stored is left
 * alone, so that a version an operator has put later stays the newest.
 */
@ApplicationScoped
class ShippedDefinitions {

  private static final Logger LOG = Logger.getLogger(ShippedDefinitions.class);
  private static final List<String> SHIPPED = List.of("trading");
  private static final int START_SECONDS_MAX = 30;
  private static final String INSERT =
      """
      insert into saga_definition (name, version, digest, document, source, created_by)
      select $1, coalesce(max(version), 0) + 1, $2, $3::text::jsonb, $4, 'shipped'
        from saga_definition where name = $1
      having not exists (select 1 from saga_definition where name = $1 and digest = $2)
      on conflict do nothing
      """;

  private final Pool pool;
  private final Definitions definitions;

  ShippedDefinitions(Pool pool, Definitions definitions) {
    this.pool = pool;
    this.definitions = definitions;
  }

  void store(@Observes @Priority(Interceptor.Priority.APPLICATION) StartupEvent started)
      throws Exception {
    for (String name : SHIPPED) {
      store(name, text(name))
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_SECONDS_MAX, TimeUnit.SECONDS);
    }
  }

  private Future<Void> store(String name, String text) {
    JsonNode tree = DefinitionDocument.parse(text);
    try {
      definitions.check(tree);
    } catch (InvalidDefinitionException unusable) {
      // An orchestrator of other sagas need not know the trading services.
      LOG.warnf("definition %s is not offered: %s", name, unusable.getMessage());
      return Future.succeededFuture();
    }
    return pool.preparedQuery(INSERT)
        .execute(Tuple.of(name, DefinitionDocument.digest(tree), tree.toString(), text))
        .mapEmpty();
  }

  private static String text(String name) {
    try (InputStream in =
        Thread.currentThread()
            .getContextClassLoader()
            .getResourceAsStream("definitions/" + name + ".yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
