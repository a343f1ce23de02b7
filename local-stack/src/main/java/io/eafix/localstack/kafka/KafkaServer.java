package io.eafix.localstack.kafka;

import static java.util.Map.entry;

import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.server.LocalServer;
import io.eafix.localstack.server.ProcessRun;
import io.eafix.localstack.server.ServerRun;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One Kafka broker in KRaft mode on loopback, in a JVM of its own. Topics are never created by
 * accident: {@link #createTopics} makes them.
 *
 * <p>Thread-safe. Every record is flushed to the disk before it is acknowledged.
 */
public final class KafkaServer extends LocalServer {
  /** How the one broker is configured, wherever it runs. */
  public static final Map<String, String> SETTINGS =
      Map.ofEntries(
          entry("auto.create.topics.enable", "false"),
          entry("default.replication.factor", "1"),
          entry("offsets.topic.replication.factor", "1"),
          entry("offsets.topic.num.partitions", "4"),
          entry("transaction.state.log.replication.factor", "1"),
          entry("transaction.state.log.min.isr", "1"),
          entry("transaction.state.log.num.partitions", "4"),
          entry("share.coordinator.state.topic.replication.factor", "1"),
          entry("share.coordinator.state.topic.min.isr", "1"),
          // After a SIGKILL the broker is let in again once its old session is over: 3 s, not 11.
          entry("broker.session.timeout.ms", "1500"),
          entry("broker.heartbeat.interval.ms", "300"),
          entry("group.initial.rebalance.delay.ms", "0"),
          // Production flushes by replication; one node has only its disk.
          entry("log.flush.interval.messages", "1"));

  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  /**
   * @param port to listen on
   * @param run how it is run
   */
  public KafkaServer(int port, ServerRun run) {
    super("kafka", port, run);
  }

  /**
   * A broker from the Maven artefact.
   *
   * @param directory holds the data and the log; created if absent
   */
  public static KafkaServer embedded(Path directory, int port) {
    return embedded(directory, port, null);
  }

  /**
   * A broker from the Maven artefact that can also be reached by a detour.
   *
   * @param directory holds the data and the log; created if absent
   * @param detour for clients that begin there; null for none
   */
  public static KafkaServer embedded(Path directory, int port, Detour detour) {
    Path absolute = directory.toAbsolutePath();
    return new KafkaServer(
        port,
        new ProcessRun(
            () -> prepare(absolute, port, detour),
            () -> process(absolute),
            START_TIMEOUT,
            STOP_TIMEOUT));
  }

  /** What clients are configured with. */
  public String bootstrapServers() {
    return "localhost:" + port();
  }

  /** Creates the topics that are not there yet. */
  public void createTopics(Collection<String> topics, int partitions) {
    KafkaTopics.create(bootstrapServers(), topics, partitions);
  }

  /** Deletes topics and what is in them. */
  public void deleteTopics(Collection<String> topics) {
    KafkaTopics.delete(bootstrapServers(), topics);
  }

  @Override
  protected boolean answers() {
    return KafkaTopics.answers(bootstrapServers());
  }

  private static List<String> command(Path directory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-Xms128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError"));
    command.add("-Djava.util.logging.config.file=" + KafkaLogging.file(directory));
    command.addAll(List.of("-cp", classPath()));
    command.add(KafkaProcess.class.getName());
    command.add(KafkaConfiguration.file(directory).toString());
    command.add(KafkaConfiguration.data(directory).toString());
    return command;
  }

  /** This JVM's class path, usable from the broker's working directory. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void prepare(Path directory, int port, Detour detour) {
    KafkaConfiguration.write(directory, port, Ports.free(), detour);
    KafkaLogging.write(directory);
  }

  private static ProcessSpec process(Path directory) {
    return new ProcessSpec(
        "kafka",
        command(directory),
        Map.of(),
        directory,
        directory.resolve("kafka.log"),
        Signal.TERM);
  }
}
