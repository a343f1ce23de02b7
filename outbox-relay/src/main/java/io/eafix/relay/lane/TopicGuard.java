package io.eafix.relay.lane;

import io.eafix.relay.db.PgSession;
import io.eafix.relay.event.OutboxRow;
import io.eafix.relay.kafka.Topics;
import io.vertx.sqlclient.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Notices a destination that was deleted and made anew: what was published to it is gone, and
 * whether it should be published again is not for the relay to guess. Not thread-safe.
 */
public final class TopicGuard {

  private static final String MADE_ANEW = "topic %s was deleted and made anew";

  private final Topics topics;
  private final Map<String, String> firstIds = new HashMap<>();

  TopicGuard(Topics topics) {
    this.topics = topics;
  }

  /**
   * Compares the topics of these events with what they were when first used.
   *
   * @throws HaltException if one is another
   */
  void verify(PgSession session, List<OutboxRow> events) {
    Set<String> names = new HashSet<>();
    String last = null;
    for (OutboxRow event : events) {
      if (!event.topic().equals(last)) {
        last = event.topic();
        names.add(last);
      }
    }
    for (String name : names) {
      Optional<Topics.Topic> topic = topics.find(name);
      if (topic.isPresent()) {
        verify(session, topic.get());
      }
    }
  }

  private void verify(PgSession session, Topics.Topic topic) {
    if (topic.id().equals(firstIds.get(topic.name()))) {
      return;
    }
    // Known here or not: another lane may have halted for it, and an operator accepted it.
    String first = firstId(session, topic.name(), topic.id());
    firstIds.put(topic.name(), first);
    if (!first.equals(topic.id())) {
      throw new HaltException(
          (MADE_ANEW + " (id %s, was %s): what was published to it is gone")
              .formatted(topic.name(), topic.id(), first));
    }
  }

  /** Forgets what the topics were that lanes are halted for, so that they are noted as they are. */
  public static void forgetHalting(PgSession session) {
    session.update(
        """
        delete from outbox_topic t
         where exists (select from outbox_lane l where starts_with(l.halted, format($1, t.topic)))
        """,
        MADE_ANEW);
  }

  private static String firstId(PgSession session, String name, String id) {
    session.update(
        "insert into outbox_topic (topic, topic_id) values ($1, $2) on conflict do nothing",
        name,
        id);
    for (Row row : session.query("select topic_id from outbox_topic where topic = $1", name)) {
      return row.getString(0);
    }
    throw new IllegalStateException("topic " + name + " was forgotten just now");
  }
}
