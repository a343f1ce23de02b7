package io.eafix.saga.store;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** The attempts of many changes as one array for each column. */
final class AttemptColumns {

  private AttemptColumns() {}

  static List<Object> of(List<Change> changes) {
    int n = changes.stream().mapToInt(change -> change.attempts().size()).sum();
    UUID[] id = new UUID[n];
    String[] step = new String[n];
    String[] phase = new String[n];
    Integer[] number = new Integer[n];
    String[] outcome = new String[n];
    Integer[] status = new Integer[n];
    OffsetDateTime[] started = new OffsetDateTime[n];
    OffsetDateTime[] ended = new OffsetDateTime[n];
    String[] answer = new String[n];
    String[] error = new String[n];
    int i = 0;
    for (Change change : changes) {
      for (Attempt attempt : change.attempts()) {
        id[i] = change.sagaId();
        step[i] = attempt.step();
        phase[i] = attempt.phase();
        number[i] = attempt.number();
        outcome[i] = attempt.outcome();
        status[i] = attempt.status();
        started[i] = Columns.time(attempt.startedAt());
        ended[i] = Columns.time(attempt.endedAt());
        answer[i] = attempt.answer();
        error[i] = attempt.error();
        i++;
      }
    }
    return List.of(id, step, phase, number, outcome, status, started, ended, answer, error);
  }
}
