package io.eafix.localstack.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The containers' Postgres gets its roles and databases from a script, the embedded one from Java;
 * this keeps them equal. The script runs against a {@code psql} that only writes down what it is
 * told.
 */
@Timeout(60)
class PostgresInitScriptTest {
  private static final Path SCRIPT =
      Path.of("..", "containers", "postgres", "init.sh").toAbsolutePath().normalize();

  private static final String PSQL =
      """
      #!/bin/bash
      sql=$(cat)
      for argument; do
        case $argument in
          role=* | password=* | database=*)
            name=${argument%%=*}
            sql=${sql//:\\"$name\\"/${argument#*=}}
            sql=${sql//:\\'$name\\'/\\'${argument#*=}\\'} ;;
        esac
      done
      printf '%s\\n' "$sql" >>"$PSQL_LOG"
      """;

  @TempDir Path folder;

  @Test
  void createsTheSameRolesAndDatabases() throws Exception {
    List<String> statements = statements();
    assertEquals(new TreeSet<>(expected()), new TreeSet<>(statements));
    assertEquals(expected().size(), statements.size());
    // The databases grant it something.
    assertEquals(role(StackServers.RELAY_ROLE), statements.get(0));
  }

  /** What {@link StackServers} does. */
  private static List<String> expected() {
    List<String> statements = new ArrayList<>();
    statements.add(role(StackServers.RELAY_ROLE));
    for (String database : StackServers.databases()) {
      statements.add(role(database));
      statements.add("create database %1$s owner %1$s;".formatted(database));
      statements.add("revoke all on database %s from public;".formatted(database));
      statements.add(
          "grant connect on database %s to %s;".formatted(database, StackServers.RELAY_ROLE));
    }
    return statements;
  }

  private static String role(String name) {
    return "create role %s login password '%s';".formatted(name, password(name));
  }

  private static String password(String role) {
    return "secret of " + role;
  }

  private static String variable(String role) {
    String name = role.toUpperCase(Locale.ROOT);
    return role.equals(StackServers.RELAY_ROLE)
        ? "EAFIX_" + name + "_PASSWORD"
        : "EAFIX_" + name + "_DB_PASSWORD";
  }

  private List<String> statements() throws IOException, InterruptedException {
    Path psql = Files.writeString(folder.resolve("psql"), PSQL);
    Files.setPosixFilePermissions(psql, PosixFilePermissions.fromString("rwx------"));
    Path log = folder.resolve("log");
    Path output = folder.resolve("output");
    ProcessBuilder script =
        new ProcessBuilder("bash", SCRIPT.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = script.environment();
    environment.put("PATH", folder + ":" + environment.get("PATH"));
    environment.put("PSQL_LOG", log.toString());
    environment.put("POSTGRES_USER", "postgres");
    List<String> roles = new ArrayList<>(StackServers.databases());
    roles.add(StackServers.RELAY_ROLE);
    roles.forEach(role -> environment.put(variable(role), password(role)));
    Process process = script.start();
    process.waitFor(30, TimeUnit.SECONDS);
    assertEquals(0, process.exitValue(), Files.readString(output));
    return Files.readAllLines(log);
  }
}
