package io.eafix.testservers;

import io.eafix.localstack.process.Ports;
import io.eafix.localstack.process.Reaper;
import io.eafix.localstack.server.LocalServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One server for the whole test JVM. Quarkus loads test classes in several class loaders, so what
 * must be known to all of them is kept in system properties.
 */
final class SharedServer<S extends LocalServer> {
  private static final Object JVM_WIDE = Runtime.getRuntime();
  private static final String PREFIX = "eafix.test-servers.";

  private final String name;
  private final Factory<S> factory;
  private S server;

  SharedServer(String name, Factory<S> factory) {
    this.name = name;
    this.factory = factory;
  }

  /** Makes a server that is not started yet. */
  @FunctionalInterface
  interface Factory<S> {
    S create(Path directory, int port);
  }

  S get(Consumer<S> afterFirstStart) {
    synchronized (JVM_WIDE) {
      if (server == null) {
        int port = Integer.parseInt(property(name + ".port", () -> "" + Ports.free()));
        S created = factory.create(directory().resolve(name), port);
        if (!adopted(created)) {
          created.start();
          afterFirstStart.accept(created);
        }
        created.onStart(this::remember);
        server = created;
      }
      return server;
    }
  }

  /** The value all class loaders agree on. */
  static String property(String key, Supplier<String> first) {
    synchronized (JVM_WIDE) {
      String value = System.getProperty(PREFIX + key);
      if (value == null) {
        value = first.get();
        System.setProperty(PREFIX + key, value);
      }
      return value;
    }
  }

  private boolean adopted(S created) {
    String identity = System.getProperty(PREFIX + name + ".identity");
    return identity != null && created.adopt(identity);
  }

  private void remember(String identity) {
    System.setProperty(PREFIX + name + ".identity", identity);
  }

  private static Path directory() {
    return Path.of(
        property(
            "directory",
            () -> {
              Path target = Path.of("target").toAbsolutePath();
              Path base =
                  Files.isDirectory(target)
                      ? target
                      : Path.of(System.getProperty("java.io.tmpdir"));
              Path directory = base.resolve("test-servers-" + ProcessHandle.current().pid());
              Reaper.deleteAfterwards(directory);
              return directory.toString();
            }));
  }
}
