package io.eafix.saga.store;

import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Changes as one array for each column. */
final class ChangeColumns {

  private ChangeColumns() {}

  static Tuple of(List<Change> changes) {
    int n = changes.size();
    UUID[] id = new UUID[n];
    Long[] version = new Long[n];
    String[] state = new String[n];
    String[] progress = new String[n];
    Boolean[] release = new Boolean[n];
    OffsetDateTime[] due = new OffsetDateTime[n];
    Boolean[] ended = new Boolean[n];
    for (int i = 0; i < n; i++) {
      Change change = changes.get(i);
      id[i] = change.sagaId();
      version[i] = change.version();
      state[i] = change.state().name();
      progress[i] = change.progress();
      release[i] = change.release();
      due[i] = Columns.time(change.dueAt());
      ended[i] = change.state().terminal();
    }
    return Tuple.tuple()
        .addValue(id)
        .addValue(version)
        .addValue(state)
        .addValue(progress)
        .addValue(release)
        .addValue(due)
        .addValue(ended);
  }
}
