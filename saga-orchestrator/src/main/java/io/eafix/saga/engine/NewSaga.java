package io.eafix.saga.engine;

import io.eafix.idempotency.execution.FinishedExecution;
import io.eafix.saga.definition.SagaDefinition;
import io.eafix.saga.store.SagaChanged;
import io.eafix.saga.store.SagaRecord;
import io.eafix.saga.store.Start;

/** A saga that is being inserted. */
public final class NewSaga {

  private final SagaRecord record;
  private final ActiveSaga saga;

  NewSaga(SagaRecord record, ActiveSaga saga) {
    this.record = record;
    this.saga = saga;
  }

  /** The row to write; owned by this replica if it has room, else pending. */
  public SagaRecord record() {
    return record;
  }

  ActiveSaga saga() {
    return saga;
  }

  Start toStart(CommandBy by, FinishedExecution execution) {
    SagaDefinition definition = saga.plan.definition();
    return new Start(
        record,
        definition.uniqueBusinessKey() ? definition.name() + ':' + saga.businessKey : null,
        execution,
        by.actor(),
        by.idempotencyKey(),
        new SagaChanged(
            saga.id,
            definition.name(),
            saga.plan.version(),
            saga.businessKey,
            record.state(),
            null,
            record.version(),
            saga.run.stepsPassed(),
            saga.plan.size(),
            null,
            record.createdAt()));
  }
}
