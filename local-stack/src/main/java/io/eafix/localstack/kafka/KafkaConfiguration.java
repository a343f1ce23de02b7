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

  /**
   * @param detour a second listener; null for none
   */
  static void write(Path directory, int port, int controllerPort, Detour detour) {
    Map<String, String> settings = new TreeMap<>(KafkaServer.SETTINGS);
    settings.put("node.id", "1");
    settings.put("process.roles", "broker,controller");
    settings.put("controller.quorum.voters", "1@localhost:" + controllerPort);
    settings.put(
        "listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
    settings.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
    settings.put("controller.listener.names", "CONTROLLER");
    if (detour != null) {
      settings.merge("listeners", ",DETOUR://localhost:" + detour.port(), String::concat);
      settings.merge(
          "advertised.listeners", ",DETOUR://localhost:" + detour.advertisedPort(), String::concat);
      settings.put(
          "listener.security.protocol.map",
          "PLAINTEXT:PLAINTEXT,DETOUR:PLAINTEXT,CONTROLLER:PLAINTEXT");
      settings.put("inter.broker.listener.name", "PLAINTEXT");
    }
    settings.put("log.dirs", data(directory).toString());
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
}
