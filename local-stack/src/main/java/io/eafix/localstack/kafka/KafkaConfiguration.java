package io.eafix.localstack.kafka;

import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings of the single-node KRaft broker. */
final class KafkaConfiguration {
  private KafkaConfiguration() {}

  static void write(Path directory, int port, int controllerPort) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("node.id", "1");
    settings.put("process.roles", "broker,controller");
    settings.put("controller.quorum.voters", "1@localhost:" + controllerPort);
    settings.put(
        "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("log.dirs", data(directory).toString());
    settings.put("auto.create.topics.enable", "false");
    singleNode(settings);
    // After a SIGKILL the broker is let in again once its old session is over: 3 s, not 11.
    settings.put("broker.session.timeout.ms", "1500");
    settings.put("broker.heartbeat.interval.ms", "300");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // Production flushes by replication; one node has only its disk.
    settings.put("log.flush.interval.messages", "1");
    List<String> lines = new ArrayList<>();
    settings.forEach((name, value) -> lines.add(name + "=" + value));
    try {
      Files.createDirectories(data(directory));
      Files.write(file(directory), lines);
    } catch (IOException e) {
      throw new StackException("cannot write below " + directory + ": " + e.getMessage(), e);
    }
  }

  static Path file(Path directory) {
    return directory.resolve("server.properties");
  }

  static Path data(Path directory) {
    return directory.resolve("data");
  }

  private static void singleNode(Map<String, String> settings) {
    settings.put("default.replication.factor", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
  }
}
