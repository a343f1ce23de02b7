package io.eafix.localstack.kafka;

import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.ProcessIdentity;
import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.server.EmbeddedServer;
import io.eafix.localstack.server.ServerProcess;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One Kafka broker in KRaft mode on loopback, in a JVM of its own. Topics are never created by
 * accident: {@link #createTopics} makes them.
 *
 * <p>Thread-safe. Every record is flushed to the disk before it is acknowledged.
 */
public final class EmbeddedKafkaServer implements EmbeddedServer {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final Path directory;
  private final int port;
  private final ServerProcess process = new ServerProcess(START_TIMEOUT, STOP_TIMEOUT);

  /**
   * @param directory holds the data and the log; created if absent
   * @param port to listen on
   */
  public EmbeddedKafkaServer(Path directory, int port) {
    this.directory = directory.toAbsolutePath();
    this.port = port;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public int port() {
    return port;
  }

  /** What clients are configured with. */
  public String bootstrapServers() {
    return "localhost:" + port;
  }

  @Override
  public void start() {
    KafkaConfiguration.write(directory, port, Ports.free());
    KafkaLogging.write(directory);
    process.start(spec(), () -> KafkaTopics.answers(bootstrapServers()));
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
  public void stop() {
    process.stop();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void pause() {
    process.pause();
  }

  @Override
  public void resume() {
    process.resume();
  }

  @Override
  public boolean isRunning() {
    return process.isRunning();
  }

  @Override
  public void onStart(Consumer<ProcessIdentity> listener) {
    process.onStart(listener);
  }

  @Override
  public boolean adopt(ProcessIdentity identity) {
    return process.adopt(spec(), identity);
  }

  @Override
  public ProcessIdentity identity() {
    return process.identity();
  }

  private List<String> command() {
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

  private ProcessSpec spec() {
    return new ProcessSpec(
        name(), command(), Map.of(), directory, directory.resolve("kafka.log"), Signal.TERM);
  }
}
