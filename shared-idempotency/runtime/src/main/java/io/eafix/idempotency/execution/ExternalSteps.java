package io.eafix.idempotency.execution;

import io.eafix.idempotency.execution.WorkResult.Effect;
import io.eafix.idempotency.store.StoredAnswer;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** External work of plain code as work of the engine. One instance serves one attempt. */
final class ExternalSteps<T> implements Work {

  private static final int REFUSED = 422;

  private final ExternalWork<T> work;
  private final Function<Object, StoredAnswer> encode;
  private final AtomicReference<Throwable> failure;
  private final AtomicReference<T> result = new AtomicReference<>();

  /**
   * @param failure gets what the work failed with
   */
  ExternalSteps(
      ExternalWork<T> work,
      Function<Object, StoredAnswer> encode,
      AtomicReference<Throwable> failure) {
    this.work = work;
    this.encode = encode;
    this.failure = failure;
  }

  @Override
  public Uni<Void> intend(Execution execution) {
    return work.intend(execution);
  }

  @Override
  public Uni<WorkResult> run(Execution execution) {
    return Uni.createFrom()
        .deferred(() -> work.perform(execution))
        .invoke(result::set)
        .map(item -> new WorkResult(encode.apply(item), Effect.COMMIT_AND_STORE))
        .onFailure()
        .invoke(failure::set)
        .onFailure(DefiniteRefusalException.class)
        .recoverWithItem(
            new WorkResult(new StoredAnswer(REFUSED, Map.of(), null), Effect.ROLLBACK_AND_FREE));
  }

  @Override
  public Uni<Void> record(Execution execution) {
    return work.record(result.get());
  }
}
