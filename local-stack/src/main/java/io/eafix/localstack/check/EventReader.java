package io.eafix.localstack.check;

import io.eafix.localstack.kafka.Topics;
import io.eafix.localstack.stack.Component;
import io.eafix.localstack.stack.Endpoints;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what was committed to the outboxes and what arrived on Kafka. Not thread-safe. */
final class EventReader implements AutoCloseable {
  private static final List<Component> WRITERS =
      List.of(Component.SIGNALS, Component.RISK, Component.EXECUTION, Component.SAGAS);

  private final Query query;
  private final EventLog log;

  EventReader(Endpoints stack) {
    this.query = new Query(stack);
    this.log = new EventLog(stack.bootstrapServers(), Topics.EVENTS);
  }

  EventFigures read() {
    Map<String, Long> rows = outboxRows();
    log.catchUp();
    return new EventFigures(rows, log.events(), log.duplicates(), log.outOfOrder(), deadLetters());
  }

  private Map<String, Long> outboxRows() {
    Map<String, Long> rows = new TreeMap<>();
    for (Component writer : WRITERS) {
      query
          .numbers(writer, "select topic, sum(version) from outbox_sequence group by topic")
          .forEach((topic, count) -> rows.merge(topic, count.longValueExact(), Long::sum));
    }
    return rows;
  }

  private long deadLetters() {
    return WRITERS.stream()
        .mapToLong(writer -> query.count(writer, "select count(*) from outbox_dead"))
        .sum();
  }

  @Override
  public void close() {
    log.close();
  }
}
