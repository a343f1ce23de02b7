package io.eafix.saga.engine;

import io.eafix.saga.store.SagaRecord;

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
}
