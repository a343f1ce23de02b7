package io.eafix.localstack.stack;

import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param repository the folder of the project, with the built services
 * @param state what every launcher of this checkout shares: which processes run, and their logs
 * @param data what the servers keep, and the secrets that go with it
 */
public record Layout(Path repository, Path state, Path data) {

  /** The stack that `up` keeps from one time to the next. */
  public static Layout kept(Path repository) {
    Path state = repository.resolve(".eafix");
    return new Layout(repository, state, state);
  }

  /** The stack of one demo. */
  public static Layout demo(Path repository) {
    Path state = repository.resolve(".eafix");
    return new Layout(repository, state, state.resolve("demo"));
  }

  /** A stack of its own, apart from any other of this checkout. */
  public static Layout separate(Path repository, Path directory) {
    return new Layout(repository, directory, directory);
  }

  Path server(Component server) {
    return data.resolve("data").resolve(server.label());
  }

  /** The engine's FIX session, which belongs to the data. */
  Path fixStore() {
    return data.resolve("data").resolve("fix-engine");
  }

  Path secrets() {
    return data.resolve("secrets.properties");
  }

  Path run() {
    return state.resolve("run");
  }

  /** Where the logs of the processes are. */
  public Path logs() {
    return state.resolve("logs");
  }

  Path log(Component component) {
    return logs().resolve(component.label() + ".log");
  }

  Path application(Component service) {
    // The simulator is built with the engine.
    Component module = service == Component.FIX_SIMULATOR ? Component.EXECUTION : service;
    return repository.resolve(module.label()).resolve("target/quarkus-app/quarkus-run.jar");
  }
}
