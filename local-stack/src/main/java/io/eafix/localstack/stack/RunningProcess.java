package io.eafix.localstack.stack;

import io.eafix.localstack.process.ProcessIdentity;
import io.eafix.localstack.process.Signal;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What is written down of a process, so that a later launcher can find it.
 *
 * @param name component, or the launcher itself
 * @param identity the process
 * @param port it listens on; 0 for none
 * @param stopSignal what asks it to end in order
 */
public record RunningProcess(String name, ProcessIdentity identity, int port, Signal stopSignal) {

  /** The process, if it still runs. */
  public Optional<ProcessHandle> find() {
    return identity.find();
  }

  Properties toProperties() {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(identity.pid()));
    properties.setProperty("started-at", identity.startedAt().toString());
    properties.setProperty("port", Integer.toString(port));
    properties.setProperty("stop-signal", stopSignal.name());
    return properties;
  }

  static RunningProcess of(String name, Properties properties) {
    return new RunningProcess(
        name,
        new ProcessIdentity(
            Long.parseLong(properties.getProperty("pid")),
            Instant.parse(properties.getProperty("started-at"))),
        Integer.parseInt(properties.getProperty("port")),
        Signal.valueOf(properties.getProperty("stop-signal")));
  }
}
