package io.eafix.execution.halt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eafix.testservers.TestServers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The backlog is gone when the group has acknowledged what there was to read at the first look. */
class BacklogTest {
  private static final int PARTITIONS = 3;
  private static final int LOOKS_MAX = 200;
  private static final int LOOKS_SOME = 20;

  private final String servers = TestServers.kafka().bootstrapServers();
  private final String topic = "states-" + UUID.randomUUID();
  private final Group group = new Group(servers, topic);
  private KafkaProducer<String, String> producer;
  private Backlog backlog;

  @BeforeEach
  void open() {
    TestServers.kafka().createTopics(List.of(topic), PARTITIONS);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "transactional.id", topic),
            new StringSerializer(),
            new StringSerializer());
    producer.initTransactions();
    backlog = new Backlog(group.settings(), topic);
  }

  @AfterEach
  void close() {
    backlog.close();
    producer.close();
  }

  @Test
  void anEmptyTopicHasNone() {
    assertGone();
  }

  @Test
  void aMissingTopicHasNone() {
    try (Backlog missing = new Backlog(group.settings(), "no-" + topic)) {
      assertTrue(until(missing::gone));
    }
  }

  @Test
  void whatTheGroupHasNeverReadIsLeftUntilAllOfItIsAcknowledged() throws Exception {
    long first = sent(0);
    long second = sent(2);
    assertStays();
    group.acknowledge(0, first + 1);
    assertStays();
    group.acknowledge(2, second);
    assertStays();
    group.acknowledge(2, second + 1);
    assertGone();
  }

  @Test
  void whatEndsATransactionIsNotWaitedFor() throws Exception {
    group.acknowledge(1, sent(1) + 1);
    assertGone();
  }

  @Test
  void whatWasTakenBackIsNotWaitedFor() {
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(topic, 1, "key", "never said"));
    producer.flush();
    producer.abortTransaction();
    assertGone();
  }

  @Test
  void whatComesAfterTheFirstLookIsNotWaitedFor() throws Exception {
    long before = sent(0);
    assertStays();
    sent(0);
    sent(1);
    group.acknowledge(0, before + 1);
    assertGone();
  }

  private void assertGone() {
    assertTrue(until(backlog::gone));
  }

  /** Often enough for all that can be read to have been read. */
  private void assertStays() {
    for (int look = 0; look < LOOKS_SOME; look++) {
      assertFalse(backlog.gone());
    }
  }

  /** A look waits for Kafka. */
  private static boolean until(BooleanSupplier gone) {
    for (int look = 0; look < LOOKS_MAX; look++) {
      if (gone.getAsBoolean()) {
        return true;
      }
    }
    return false;
  }

  /** A commit is answered before readers can see what it commits. */
  private long sent(int partition) throws Exception {
    producer.beginTransaction();
    var written = producer.send(new ProducerRecord<>(topic, partition, "key", "a change"));
    producer.commitTransaction();
    long offset = written.get().offset();
    assertTrue(until(() -> group.end(partition) > offset));
    return offset;
  }
}
