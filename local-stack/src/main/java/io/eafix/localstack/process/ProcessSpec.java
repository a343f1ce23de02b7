package io.eafix.localstack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to start a process.
 *
 * @param name what people call it
 * @param command program and arguments
 * @param environment variables added to this JVM's own
 * @param directory its working directory
 * @param log file that its output is appended to
 * @param stopSignal what asks it to end in order
 */
public record ProcessSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path log,
    Signal stopSignal) {

  public ProcessSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
