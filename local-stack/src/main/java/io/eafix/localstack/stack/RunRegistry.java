package io.eafix.localstack.stack;

import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The processes of a stack, one small file each, in its run directory. */
public final class RunRegistry {
  /** Name under which the launcher itself is written down. */
  public static final String LAUNCHER = "launcher";

  private final Path directory;

  public RunRegistry(Layout layout) {
    this.directory = layout.run();
  }

  /** Writes a process down, over an earlier one of the same name. */
  public void add(RunningProcess process) {
    try {
      Files.createDirectories(directory);
      try (Writer writer = Files.newBufferedWriter(file(process.name()), StandardCharsets.UTF_8)) {
        process.toProperties().store(writer, null);
      }
    } catch (IOException e) {
      throw new StackException("cannot write below " + directory + ": " + e.getMessage(), e);
    }
  }

  public void remove(String name) {
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException e) {
      throw new StackException("cannot delete " + file(name) + ": " + e.getMessage(), e);
    }
  }

  /** What was written down, whether or not it still runs. */
  public Optional<RunningProcess> find(String name) {
    if (!Files.exists(file(name))) {
      return Optional.empty();
    }
    try (Reader reader = Files.newBufferedReader(file(name), StandardCharsets.UTF_8)) {
      Properties properties = new Properties();
      properties.load(reader);
      return Optional.of(RunningProcess.of(name, properties));
    } catch (IOException | RuntimeException e) {
      // Cut short by a crash of the machine: the process did not outlive that either.
      return Optional.empty();
    }
  }

  /** The components that still run, in the order of their starting. */
  public List<RunningProcess> running() {
    return Stream.of(Component.values())
        .map(component -> find(component.label()))
        .flatMap(Optional::stream)
        .filter(process -> process.find().isPresent())
        .toList();
  }

  private Path file(String name) {
    return directory.resolve(name + ".properties");
  }
}
