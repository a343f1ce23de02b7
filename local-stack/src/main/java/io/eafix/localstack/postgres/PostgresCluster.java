package io.eafix.localstack.postgres;

import io.eafix.localstack.process.BinaryCache;
import io.eafix.localstack.process.ProcessSpec;
import io.eafix.localstack.process.Signal;
import io.eafix.localstack.process.StackException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Makes a data directory and says how the server is run on it. */
final class PostgresCluster {
  private static final long INIT_SECONDS_MAX = 120;

  private PostgresCluster() {}

  /** Leaves nothing behind if it fails. */
  private static void create(Path home, Path data, String superuser, String password) {
    try {
      Files.createDirectories(data.getParent());
      BinaryCache.delete(data);
      Files.createDirectory(
          data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path log = data.resolveSibling("initdb.log");
      // initdb wants an empty directory, and the password from a file it can read.
      Path passwordFile = passwordFile(data.getParent(), password);
      try {
        run(data, initCommand(home, data, superuser, passwordFile), log);
      } finally {
        Files.delete(passwordFile);
      }
    } catch (IOException e) {
      throw new StackException("cannot create " + data + ": " + e.getMessage(), e);
    }
  }

  /** Creates the files of a new, empty server below the directory if there are none. */
  static void createIfAbsent(Path directory, String superuser, String password) {
    Path data = directory.resolve("data");
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      create(PostgresBinaries.home(), data, superuser, password);
    }
  }

  /** The server's process on the data below the directory. */
  static ProcessSpec process(Path directory, int port) {
    Path data = directory.resolve("data");
    return new ProcessSpec(
        "postgres",
        Unprivileged.command(data, serverCommand(PostgresBinaries.home(), data, port)),
        Map.of(),
        directory,
        directory.resolve("postgres.log"),
        // The fast shutdown: the smart one would wait for clients that never leave.
        Signal.INT);
  }

  /** Everything that matters is said on the command line, so an older directory obeys it too. */
  private static List<String> serverCommand(Path home, Path data, int port) {
    Map<String, String> settings = new TreeMap<>(PostgresServer.SETTINGS);
    settings.put("listen_addresses", "localhost");
    settings.put("unix_socket_directories", "");
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/postgres").toString());
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  private static List<String> initCommand(
      Path home, Path data, String superuser, Path passwordFile) {
    return List.of(
        home.resolve("bin/initdb").toString(),
        "--pgdata=" + data,
        "--username=" + superuser,
        "--pwfile=" + passwordFile,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C");
  }

  private static Path passwordFile(Path directory, String password) throws IOException {
    Path file = Files.createTempFile(directory, "password", "");
    return Files.write(file, password.getBytes(StandardCharsets.UTF_8));
  }

  private static void run(Path data, List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(Unprivileged.command(data, command))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(INIT_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        BinaryCache.delete(data);
        List<String> lines = Files.readAllLines(log);
        throw new StackException(
            "Postgres could not create its files, see "
                + log
                + ": "
                + (lines.isEmpty() ? "no output" : lines.get(lines.size() - 1)));
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while Postgres created its files", e);
    }
  }
}
