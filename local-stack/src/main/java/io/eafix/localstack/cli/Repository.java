package io.eafix.localstack.cli;

import java.nio.file.Path;

/** The folder of the project; the script says which one it is. */
final class Repository {
  private static final String PROPERTY = "eafix.home";

  private Repository() {}

  static Path folder() {
    return Path.of(System.getProperty(PROPERTY, ".")).toAbsolutePath().normalize();
  }
}
