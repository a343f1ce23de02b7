package io.eafix.saga.api;

import io.eafix.idempotency.execution.FinishedExecution;
import io.eafix.idempotency.problem.Problems;
import io.eafix.idempotency.sql.Contexts;
import io.eafix.saga.SagaConfig;
import io.eafix.saga.definition.Definitions;
import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.engine.BusyException;
import io.eafix.saga.engine.CommandBy;
import io.eafix.saga.engine.NewSaga;
import io.eafix.saga.engine.SagaEngine;
import io.eafix.saga.store.Payloads;
import io.eafix.saga.store.StartOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Accepts a saga: its row, the intent of its first calls, its first event and the answer to its
 * request are one commit, which it may share with others.
 */
@ApplicationScoped
class SagaStarter {

  private final Definitions definitions;
  private final SagaEngine engine;
  private final int contextBytesMax;
  private final Supplier<UUID> ids;

  SagaStarter(Definitions definitions, SagaEngine engine, SagaConfig config, Clock clock) {
    this.definitions = definitions;
    this.engine = engine;
    this.contextBytesMax = config.contextBytesMax();
    this.ids = new TimeOrderedIds(clock, new SecureRandom());
  }

  /** A saga by the newest version of its definition; nothing is written yet. */
  Uni<NewSaga> prepare(StartRequest request) {
    String context = written(request.context());
    if (context.getBytes(StandardCharsets.UTF_8).length > contextBytesMax) {
      throw Problems.badRequest(
          "context", "too long", "at most " + contextBytesMax + " bytes of JSON");
    }
    return here(() -> definitions.newest(request.definition()))
        .map(plan -> saga(ids.get(), plan, request, context));
  }

  /**
   * Writes the saga, who started it, and the execution of its request, and sets it going.
   *
   * @return false if the request's key is taken; fails with a problem if the saga may not start
   */
  Uni<Boolean> commit(
      StartRequest request, CommandBy by, NewSaga saga, FinishedExecution execution) {
    return here(() -> engine.start(saga, by, execution))
        .onFailure(BusyException.class)
        .transform(busy -> Problems.unavailable("busy", busy.getMessage(), Duration.ofSeconds(1)))
        .chain(
            outcome ->
                outcome == StartOutcome.OTHER_VERSION
                    ? again(request, by, saga, execution)
                    : Uni.createFrom().item(() -> started(request, outcome)));
  }

  private static String written(Map<String, Object> context) {
    try {
      return Payloads.write(context);
    } catch (IllegalArgumentException outOfRange) {
      throw Problems.badRequest(
          "context",
          outOfRange.getMessage(),
          "numbers of at most " + Payloads.SCALE_MAX + " places");
    }
  }

  private Uni<Boolean> again(
      StartRequest request, CommandBy by, NewSaga saga, FinishedExecution execution) {
    return here(() -> definitions.readNewest(request.definition()))
        .map(plan -> saga(saga.record().id(), plan, request, saga.record().context()))
        .chain(
            other -> {
              if (other.record().state() != saga.record().state()) {
                // The answer that was made says how the saga began; a repetition makes another.
                throw Problems.unavailable(
                    "definition-changed",
                    "a new version was stored at this moment",
                    Duration.ofSeconds(1));
              }
              return commit(request, by, other, execution);
            });
  }

  private NewSaga saga(UUID id, Optional<SagaPlan> plan, StartRequest request, String context) {
    if (plan.isEmpty()) {
      throw Problems.unprocessable(
          "unknown-definition",
          "There is no such definition",
          "no definition is named " + request.definition());
    }
    return engine.prepare(id, plan.get(), request.businessKey(), context);
  }

  private static boolean started(StartRequest request, StartOutcome outcome) {
    if (outcome == StartOutcome.EXCLUSIVE_KEY_TAKEN) {
      throw Problems.unprocessable(
          "business-key-taken",
          "There is a saga for this business key already",
          "definition %s allows one saga for each business key; %s has one"
              .formatted(request.definition(), request.businessKey()));
    }
    return outcome == StartOutcome.STARTED;
  }

  private static <T> Uni<T> here(Supplier<Future<T>> work) {
    return Contexts.keep(Uni.createFrom().completionStage(() -> work.get().toCompletionStage()));
  }
}
