package io.eafix.localstack.kafka;

import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.StackException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/** Administration of topics. */
final class KafkaTopics {
  private static final short REPLICAS = 1;
  private static final int REQUEST_MILLIS_MAX = 5_000;
  private static final int ANSWER_SECONDS_MAX = 30;

  private KafkaTopics() {}

  /** Whether the broker serves requests: an open port alone comes earlier. */
  static boolean answers(String bootstrapServers) {
    if (!Ports.accepts(Integer.parseInt(bootstrapServers.split(":")[1]))) {
      return false;
    }
    try (Admin admin = admin(bootstrapServers)) {
      return !await(admin.describeCluster().nodes()).isEmpty();
    } catch (StackException e) {
      return false;
    }
  }

  static void create(String bootstrapServers, Collection<String> topics, int partitions) {
    try (Admin admin = admin(bootstrapServers)) {
      Set<String> missing = new TreeSet<>(topics);
      missing.removeAll(await(admin.listTopics().names()));
      List<NewTopic> creations =
          missing.stream().map(topic -> new NewTopic(topic, partitions, REPLICAS)).toList();
      await(admin.createTopics(creations).all());
    }
  }

  static void delete(String bootstrapServers, Collection<String> topics) {
    try (Admin admin = admin(bootstrapServers)) {
      await(admin.deleteTopics(topics).all());
    }
  }

  private static Admin admin(String bootstrapServers) {
    return Admin.create(
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS_MAX,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_MILLIS_MAX));
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while Kafka was asked", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new StackException("Kafka did not do as asked: " + e.getMessage(), e);
    }
  }
}
