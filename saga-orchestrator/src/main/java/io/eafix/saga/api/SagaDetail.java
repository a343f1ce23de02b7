package io.eafix.saga.api;

import io.eafix.saga.definition.SagaPlan;
import io.eafix.saga.run.SagaRun;
import io.eafix.saga.run.SagaState;
import io.eafix.saga.store.Payloads;
import io.eafix.saga.store.ProgressCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A saga with its steps.
 *
 * @param progress how far it has come, e.g. {@code 3 of 4 steps}
 * @param cancelAsked whether a cancel waits for the pivot's outcome
 * @param ownerEpoch the replica life that drives it, absent if none does at the moment
 * @param version grows with each change
 */
public record SagaDetail(
    UUID sagaId,
    String definition,
    int definitionVersion,
    String businessKey,
    SagaState state,
    String progress,
    String reason,
    boolean cancelAsked,
    List<StepView> steps,
    Map<String, Object> context,
    Long ownerEpoch,
    long version,
    Instant deadlineAt,
    Instant createdAt,
    Instant updatedAt,
    Instant endedAt) {

  static SagaDetail of(SagaEntity saga, SagaPlan plan) {
    SagaRun run = ProgressCodec.read(plan, saga.state, saga.progress);
    return new SagaDetail(
        saga.sagaId,
        saga.definition,
        saga.definitionVersion,
        saga.businessKey,
        saga.state,
        run.stepsPassed() + " of " + plan.size() + " steps",
        run.reason(),
        run.cancelAsked(),
        IntStream.range(0, plan.size())
            .mapToObj(i -> StepView.of(plan.step(i), run.step(i)))
            .toList(),
        Payloads.readObject(saga.context),
        saga.ownerEpoch,
        saga.version,
        saga.deadlineAt,
        saga.createdAt,
        saga.updatedAt,
        saga.endedAt);
  }
}
