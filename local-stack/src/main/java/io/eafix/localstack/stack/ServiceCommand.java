package io.eafix.localstack.stack;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the processes that are built here. */
final class ServiceCommand {
  private static final String SIMULATOR = "io.eafix.execution.fix.simulator.FixSimulator";

  private ServiceCommand() {}

  /** A Quarkus application. */
  static List<String> service(Path application) {
    List<String> command = java();
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.addAll(List.of("-jar", application.toString()));
    return command;
  }

  /** The FIX simulator, which is built with the execution engine. */
  static List<String> simulator(Path engine, Path directory, int fixPort, int httpPort) {
    Path build = engine.getParent();
    List<String> command = java();
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            build.resolve("app") + "/*",
            build.resolve("lib/main") + "/*",
            build.resolve("lib/boot") + "/*"));
    command.addAll(
        List.of(
            SIMULATOR,
            directory.toString(),
            Integer.toString(fixPort),
            Integer.toString(httpPort)));
    return command;
  }

  private static List<String> java() {
    return new ArrayList<>(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError"));
  }
}
