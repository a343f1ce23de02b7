package io.eafix.relay.kafka;

import io.eafix.relay.config.RelayConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the relay knows of the topics, and the making of missing ones. Thread-safe. */
public final class Topics implements AutoCloseable {

  private final Admin admin;
  private final RelayConfig.Kafka config;
  private final LongSupplier nanos;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(Optional<Topic> topic, String refusal, long atNanos) {}

  /**
   * A topic.
   *
   * @param id changes if it is deleted and made anew
   * @param replicas of the partition that has fewest
   */
  public record Topic(String name, String id, int partitions, int replicas) {}

  /** With a monotonic clock in nanoseconds. */
  public Topics(KafkaSettings settings, LongSupplier nanos) {
    this(Admin.create(settings.admin()), settings.config(), nanos);
  }

  Topics(Admin admin, RelayConfig.Kafka config, LongSupplier nanos) {
    this.admin = admin;
    this.config = config;
    this.nanos = nanos;
  }

  /** Identity of the Kafka cluster. */
  public String clusterId() {
    return await(admin.describeCluster().clusterId(), "describe the cluster");
  }

  /**
   * Looks at a topic, and makes it if it is missing and may be made.
   *
   * @return nothing if no event can be sent to it, see {@link #refusal(String)}
   * @throws KafkaStepException if Kafka does not answer, or does not know yet the topic that is
   *     made
   */
  public Optional<Topic> find(String name) {
    return look(name).topic();
  }

  /**
   * Why no event can be sent to a topic: it is missing and is not to be made, or Kafka refuses to
   * show or to make it. That concerns no other topic, and asking again at once is of no use.
   *
   * @return nothing if it is there
   * @throws KafkaStepException as {@link #find(String)}
   */
  public Optional<String> refusal(String name) {
    return Optional.ofNullable(look(name).refusal());
  }

  private Known look(String name) {
    Known seen = known.get(name);
    if (seen != null && nanos.getAsLong() - seen.atNanos() < config.topicRefresh().toNanos()) {
      return seen;
    }
    Known found = inquire(name);
    known.put(name, found);
    return found;
  }

  private Known inquire(String name) {
    try {
      Optional<Topic> found = describe(name);
      if (found.isEmpty()
          && config.createTopics()
          && create(name, config.topicPartitions(), Map.of())) {
        // Brokers hear of it one after another. An event must not fail for that.
        found = Optional.of(made(name));
      }
      String refusal = found.isPresent() ? null : "topic " + name + " does not exist";
      return new Known(found, refusal, nanos.getAsLong());
    } catch (KafkaStepException e) {
      if (!isRefusal(e.getCause())) {
        throw e;
      }
      return new Known(Optional.empty(), e.getMessage(), nanos.getAsLong());
    }
  }

  private static boolean isRefusal(Throwable answer) {
    return answer instanceof AuthorizationException
        || answer instanceof PolicyViolationException
        || answer instanceof InvalidReplicationFactorException
        || answer instanceof InvalidPartitionsException
        || answer instanceof InvalidConfigurationException;
  }

  /** The positions topic, made if it is missing. */
  public Topic positions() {
    String name = config.positionsTopic();
    if (describe(name).isEmpty()) {
      create(
          name,
          config.positionsPartitions(),
          Map.of(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              TopicConfig.CLEANUP_POLICY_COMPACT,
              TopicConfig.SEGMENT_BYTES_CONFIG,
              Integer.toString(16 * 1024 * 1024)));
    }
    return made(name);
  }

  private Topic made(String name) {
    return describe(name)
        .orElseThrow(() -> new KafkaStepException("topic " + name + " is being made", null));
  }

  /** A setting of a topic. */
  public String setting(String topic, String setting) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<ConfigResource, Config> configs =
        await(admin.describeConfigs(List.of(resource)).all(), "describe topic " + topic);
    return configs.get(resource).get(setting).value();
  }

  /**
   * End of a partition as it is replicated now, with what open transactions have written.
   *
   * @throws KafkaStepException if Kafka does not answer
   */
  public long highWatermark(TopicPartition partition) {
    return await(
            admin
                .listOffsets(
                    Map.of(partition, OffsetSpec.latest()),
                    new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                .partitionResult(partition),
            "look up the end of " + partition)
        .offset();
  }

  /** How many brokers there are. */
  public int brokers() {
    return await(admin.describeCluster().nodes(), "describe the cluster").size();
  }

  /** A setting of the brokers, as the first of them has it. */
  public String brokerSetting(String setting) {
    Node first = await(admin.describeCluster().nodes(), "describe the cluster").iterator().next();
    ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, first.idString());
    Map<ConfigResource, Config> configs =
        await(admin.describeConfigs(List.of(resource)).all(), "describe broker " + first.id());
    return configs.get(resource).get(setting).value();
  }

  private Optional<Topic> describe(String name) {
    try {
      TopicDescription description =
          await(
              admin.describeTopics(List.of(name)).topicNameValues().get(name),
              "describe topic " + name);
      return Optional.of(
          new Topic(
              name,
              description.topicId().toString(),
              description.partitions().size(),
              description.partitions().stream()
                  .mapToInt(p -> p.replicas().size())
                  .min()
                  .orElse(0)));
    } catch (KafkaStepException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof InvalidTopicException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether there is such a topic now; there is none if a topic cannot have this name. */
  private boolean create(String name, int partitions, Map<String, String> settings) {
    NewTopic topic = new NewTopic(name, Optional.of(partitions), replication()).configs(settings);
    try {
      await(admin.createTopics(List.of(topic)).all(), "create topic " + name);
      return true;
    } catch (KafkaStepException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return true;
      }
      if (e.getCause() instanceof InvalidTopicException) {
        return false;
      }
      throw e;
    }
  }

  private Optional<Short> replication() {
    return config.topicReplication() < 1
        ? Optional.empty()
        : Optional.of(config.topicReplication());
  }

  private <T> T await(KafkaFuture<T> future, String what) {
    try {
      return future.get(config.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new KafkaStepException(what + " failed: " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaStepException("Kafka did not answer in time: " + what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaStepException("interrupted: " + what, e);
    }
  }

  @Override
  public void close() {
    admin.close(java.time.Duration.ofSeconds(1));
  }
}
