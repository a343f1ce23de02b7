package io.eafix.relay.kafka;

import io.eafix.relay.config.RelayConfig;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What the promise rests on in Kafka, looked at before a source is published. Each refusal says
 * what to change. Leases need no check: no clock of one machine is ever compared with another's.
 */
public final class StartChecks {

  private StartChecks() {}

  /**
   * Checks the positions topic, which is made if it is missing, and the brokers.
   *
   * @return the positions topic
   * @throws SetupException if something is set so that events could be lost or doubled, or not be
   *     published at all
   * @throws KafkaStepException if Kafka does not answer
   */
  public static Topics.Topic verify(Topics topics, RelayConfig.Kafka config) {
    Topics.Topic positions = topics.positions();
    String name = positions.name();
    String policy = topics.setting(name, TopicConfig.CLEANUP_POLICY_CONFIG);
    if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
      throw new SetupException(
          "topic %s has cleanup.policy=%s: set it to compact, or positions are deleted with time"
              .formatted(name, policy));
    }
    if (Boolean.parseBoolean(
        topics.setting(name, TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG))) {
      throw new SetupException(
          "topic %s has unclean.leader.election.enable=true: set it to false, or committed positions can be lost"
              .formatted(name));
    }
    int brokers = topics.brokers();
    new Durability(
            "topic " + name,
            "min.insync.replicas",
            brokers,
            positions.replicas(),
            Integer.parseInt(topics.setting(name, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)))
        .require();
    new Durability(
            "the brokers' transaction state log",
            "transaction.state.log.min.isr",
            brokers,
            Integer.parseInt(topics.brokerSetting("transaction.state.log.replication.factor")),
            Integer.parseInt(topics.brokerSetting("transaction.state.log.min.isr")))
        .require();
    long longest = Long.parseLong(topics.brokerSetting("transaction.max.timeout.ms"));
    if (config.transactionTimeout().toMillis() > longest) {
      throw new SetupException(
          "eafix.relay.kafka.transaction-timeout is longer than the brokers' transaction.max.timeout.ms=%d: shorten it"
              .formatted(longest));
    }
    if (config.requestTimeout().compareTo(config.transactionTimeout()) >= 0) {
      throw new SetupException(
          "eafix.relay.kafka.request-timeout must be shorter than"
              + " eafix.relay.kafka.transaction-timeout");
    }
    return positions;
  }
}
