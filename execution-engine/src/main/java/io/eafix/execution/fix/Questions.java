package io.eafix.execution.fix;

import io.eafix.execution.venue.QueryOutcome;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.field.ClOrdID;
import quickfix.field.OrdStatusReqID;

/**
 * Questions about orders that wait for their answers. An answer is to the question whose id it
 * brings back (tag 790), so one that is late answers no later question; where the venue brings none
 * back, to the last question about its client order id. Thread-safe.
 */
final class Questions {
  private final Waiting<QueryOutcome> byId = new Waiting<>();
  private final Map<String, String> last = new ConcurrentHashMap<>();
  private final RecentIds asked = new RecentIds();
  private final RecentIds about = new RecentIds();

  /**
   * Waits for the answer to a question.
   *
   * @param id of the question
   * @param clOrdId what it is about
   * @param send as of {@link Waiting#request}
   */
  Uni<QueryOutcome> ask(String id, String clOrdId, Supplier<QueryOutcome> send) {
    return byId.request(
            id,
            () -> {
              asked.add(id);
              about.add(clOrdId);
              last.put(clOrdId, id);
              return send.get();
            })
        .onTermination()
        .invoke(() -> last.remove(clOrdId, id));
  }

  /** True if there was such a question, waited for or not; a restart forgets it. */
  boolean wasAskedAbout(String clOrdId) {
    return about.contains(clOrdId);
  }

  /** Gives the answer that a message is, if someone waits for it. */
  void answer(Message message, QueryOutcome answer) throws FieldNotFound {
    String id =
        message.isSetField(OrdStatusReqID.FIELD) ? message.getString(OrdStatusReqID.FIELD) : "";
    if (asked.contains(id)) {
      byId.answer(id, answer);
    } else {
      answerAbout(message.getString(ClOrdID.FIELD), answer);
    }
  }

  /** Gives the answer to the last question about a client order id, if someone waits for it. */
  void answerAbout(String clOrdId, QueryOutcome answer) {
    String id = last.get(clOrdId);
    if (id != null) {
      byId.answer(id, answer);
    }
  }

  /** Gives all that wait this answer. */
  void abandon(QueryOutcome answer) {
    byId.abandon(answer);
  }
}
