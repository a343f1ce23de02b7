package io.eafix.localstack.stack;

import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** Makes the {@code .env} file from which the compose file takes its passwords. */
public final class ContainerSecrets {
  /** Every password that the compose file asks for. */
  public static final List<String> NAMES =
      List.of(
          "EAFIX_POSTGRES_PASSWORD",
          "EAFIX_RELAY_PASSWORD",
          "EAFIX_SIGNALS_DB_PASSWORD",
          "EAFIX_RISK_DB_PASSWORD",
          "EAFIX_EXECUTION_DB_PASSWORD",
          "EAFIX_SAGAS_DB_PASSWORD",
          "EAFIX_REDIS_ADMIN_PASSWORD",
          "EAFIX_SIGNAL_REDIS_PASSWORD",
          "EAFIX_RISK_REDIS_PASSWORD",
          "EAFIX_EXECUTION_REDIS_PASSWORD",
          "EAFIX_SAGA_REDIS_PASSWORD");

  private ContainerSecrets() {}

  /**
   * Writes random passwords, readable by the owner of the file only.
   *
   * @throws StackException if the file is there already: its passwords belong to the data of the
   *     volumes, which would be lost with them
   */
  public static void write(Path file) {
    List<String> lines = new ArrayList<>();
    lines.add("# Passwords of the containers. They belong to the data in the volumes: keep both.");
    NAMES.forEach(name -> lines.add(name + "=" + Secrets.random()));
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, lines);
    } catch (FileAlreadyExistsException e) {
      throw new StackException(
          file + " is there already: keep it, its passwords belong to the data in the volumes", e);
    } catch (IOException e) {
      throw new StackException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
