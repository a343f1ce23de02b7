package io.eafix.saga.store;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Starts as one array for each column. */
final class StartColumns {

  private StartColumns() {}

  static List<Object> of(List<Start> starts) {
    int n = starts.size();
    UUID[] id = new UUID[n];
    UUID[] execution = new UUID[n];
    String[] definition = new String[n];
    Integer[] version = new Integer[n];
    String[] businessKey = new String[n];
    String[] exclusiveKey = new String[n];
    String[] state = new String[n];
    String[] context = new String[n];
    String[] progress = new String[n];
    Long[] owner = new Long[n];
    OffsetDateTime[] deadline = new OffsetDateTime[n];
    String[] traceParent = new String[n];
    OffsetDateTime[] created = new OffsetDateTime[n];
    String[] actor = new String[n];
    String[] key = new String[n];
    for (int i = 0; i < n; i++) {
      SagaRecord saga = starts.get(i).saga();
      id[i] = saga.id();
      execution[i] = starts.get(i).execution().executionId();
      definition[i] = saga.definition();
      version[i] = saga.definitionVersion();
      businessKey[i] = saga.businessKey();
      exclusiveKey[i] = starts.get(i).exclusiveKey();
      state[i] = saga.state().name();
      context[i] = saga.context();
      progress[i] = saga.progress();
      owner[i] = saga.ownerEpoch();
      deadline[i] = Columns.time(saga.deadlineAt());
      traceParent[i] = saga.traceParent();
      created[i] = Columns.time(saga.createdAt());
      actor[i] = starts.get(i).actor();
      key[i] = starts.get(i).idempotencyKey();
    }
    return List.of(
        id,
        execution,
        definition,
        version,
        businessKey,
        exclusiveKey,
        state,
        context,
        progress,
        owner,
        deadline,
        traceParent,
        created,
        actor,
        key);
  }
}
